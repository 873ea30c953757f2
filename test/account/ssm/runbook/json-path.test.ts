/** Selectors. */
import { expect, test } from '@jest/globals';
import { parsePath, select } from '../../../../account/sandbox/ssm/runbook/json-path.ts';

const answer = {
  items: [
    { id: 'a1', stages: [{ name: 'live', canary: { percent: 0 } }], 'x-note': 'first' },
    { id: 'b2', stages: [{ name: 'test' }, { name: 'beta', canary: { percent: 10 } }] },
  ],
  position: null,
  nested: { id: { id: 'c3' } },
};

const selections: readonly (readonly [path: string, found: unknown])[] = [
  ['$', answer],
  ['$.items[0].id', 'a1'],
  ['$.items[1].stages[1].canary.percent', 10],
  ["$['items'][0]['x-note']", 'first'],
  ['$.items[0].x-note', 'first'],
  ['$.items[*].id', ['a1', 'b2']],
  ['$.items[*].stages[*].name', ['live', 'test', 'beta']],
  ['$.items[*].stages[0].name', ['live', 'test']],
  ['$..name', ['live', 'test', 'beta']],
  ['$.items..canary.percent', [0, 10]],
  ['$.nested..id', [{ id: 'c3' }, 'c3']],
  ['$.position', null],
  ['$.items[2]', undefined],
  ['$.items.id', undefined],
  ['$.nothing.at.all', undefined],
  ['$.items[0].id.length', undefined],
  ['$..nothing', []],
  ['$.toString', undefined],
];

test.each(selections)('%s', (path, found) => {
  expect(select(parsePath(path) ?? [{ kind: 'child', name: 'no path' }], answer)).toEqual(found);
});

test.each([
  '',
  'items',
  '$items',
  '$.',
  '$.items[',
  '$.items[-1]',
  '$.items[0:2]',
  '$.items[?(@.id)]',
  '$.*',
  '$..',
  '$.items.length()',
  "$['a\\'b']",
])('%s is no path that is modelled', (path) => {
  expect(parsePath(path)).toBeUndefined();
});
