import { describe, expect, test } from '@jest/globals';
import { judgeCase, loadCases, shortfalls } from './support/cases.ts';

const cases = loadCases();

describe.each([...new Set(cases.map(({ file }) => file))])('%s', (file) => {
  test.each(cases.filter((one) => one.file === file).map((one) => [one.given.name, one] as const))(
    '%s',
    (_name, one) => {
      expect(shortfalls(one.given.expect, judgeCase(one))).toEqual([]);
    },
  );
});

test('there are at least 200 cases, each with a name of its own', () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
  expect(new Set(cases.map(({ given }) => given.name)).size).toBe(cases.length);
});

test('a case whose expectation is flipped fails, whichever case it is', () => {
  const verdicts = ['COMPLIANT', 'NON_COMPLIANT', 'UNDECIDED', 'NOT_APPLICABLE'] as const;
  for (const one of cases) {
    const actual = judgeCase(one);
    for (const verdict of verdicts.filter((other) => other !== one.given.expect.verdict)) {
      expect(shortfalls({ ...one.given.expect, verdict }, actual)).not.toEqual([]);
    }
  }
});
