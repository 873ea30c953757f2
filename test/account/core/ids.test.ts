import { expect, test } from '@jest/globals';
import { Ids } from '../../../account/sandbox/core/ids.ts';

const count = 100_000;

test.each([
  ['the ten characters of an API', /^[0-9a-z]{10}$/, (ids: Ids) => ids.short(10)],
  ['the six characters of a deployment', /^[0-9a-z]{6}$/, (ids: Ids) => ids.short(6)],
  ['the hexadecimal digits of a VPC', /^[0-9a-f]{16}$/, (ids: Ids) => ids.hex(16)],
  ['the hexadecimal digits of a token', /^(?!0{16})[0-9a-f]{64}$/, (ids: Ids) => ids.hex(64)],
  ['a UUID', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/, (ids: Ids) => ids.uuid()],
])('%s: no two are the same in 100,000', (_, shape, make) => {
  const ids = new Ids();
  const made = Array.from({ length: count }, () => make(ids));
  expect(new Set(made).size).toBe(count);
  expect(made.filter((id) => !shape.test(id))).toEqual([]);
});

test('two runs have the same ids, in the same order', () => {
  const [one, other] = [new Ids(), new Ids()];
  for (let turn = 0; turn < 100; turn += 1) expect(one.short(10)).toBe(other.short(10));
});
