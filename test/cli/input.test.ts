import { describe, expect, test } from '@jest/globals';
import { allow, escaped, fenced, judged, open, policy } from '../support/check.ts';

describe('input', () => {
  test('a policy document, from standard input when no file is named or the file is -', async () => {
    for (const args of [[], ['-']]) {
      expect(await judged(args, { '-': fenced })).toMatchObject([
        {
          id: 'standard input',
          source: 'standard input',
          endpointType: 'unknown',
          verdict: 'COMPLIANT',
          findings: [],
          notes: [expect.stringContaining('a file does not tell what is deployed')],
        },
      ]);
    }
  });

  test('a policy in the escaped form, and as a JSON string', async () => {
    expect(await judged(['a', 'b'], { a: escaped(open), b: JSON.stringify(fenced) })).toMatchObject([
      { verdict: 'NON_COMPLIANT' },
      { verdict: 'COMPLIANT' },
    ]);
  });

  test('an answer of get-rest-api, whose own id says which API it is', async () => {
    const other = policy({ ...allow, Resource: 'arn:aws:execute-api:eu-west-1:111122223333:zzzzzzzzzz/*' });
    const api = {
      id: 'abcde12345',
      name: 'orders',
      endpointConfiguration: { types: ['PRIVATE'] },
      policy: escaped(other),
    };
    expect(await judged(['a'], { a: JSON.stringify(api) })).toMatchObject([
      {
        id: 'abcde12345',
        source: 'a',
        endpointType: 'PRIVATE',
        verdict: 'COMPLIANT',
        notes: [
          'the policy admits nobody to this API: what it allows has another Region, account or id',
          expect.stringContaining('COMPLIANT only if no method uses AWS_IAM'),
          expect.stringContaining('a file does not tell what is deployed'),
        ],
      },
    ]);
  });

  test('an answer of get-rest-apis: only private APIs are judged, one without policy is found', async () => {
    const items = [
      { id: 'a', endpointConfiguration: { types: ['PRIVATE'] }, policy: escaped(open) },
      { id: 'b', endpointConfiguration: { types: ['PRIVATE'] } },
      { id: 'c', endpointConfiguration: { types: ['EDGE'] } },
      { id: 'd', endpointConfiguration: { types: ['PRIVATE'] }, policy: 7 },
      { name: 'no id' },
    ];
    const entries = await judged(['list'], { list: JSON.stringify({ items }) });
    expect(entries.map(({ id, source, verdict }) => [id, source, verdict])).toEqual([
      ['a', 'list:items[0]', 'NON_COMPLIANT'],
      ['b', 'list:items[1]', 'NON_COMPLIANT'],
      ['c', 'list:items[2]', 'NOT_APPLICABLE'],
      ['d', 'list:items[3]', 'UNDECIDED'],
      ['list:items[4]', 'list:items[4]', 'UNDECIDED'],
    ]);
    expect(entries[1]?.findings).toMatchObject([{ statementIndex: null, witness: null }]);
    expect(entries[2]?.reason).toBe('the API is EDGE, not PRIVATE');
  });

  test('the list of APIs alone, as `--query items` leaves it', async () => {
    const list = JSON.stringify([
      { id: 'a', policy: escaped(open) },
      { id: 'b', endpointConfiguration: { types: ['EDGE'] } },
      { name: 'no id' },
      7,
    ]);
    for (const more of [[], ['--input', 'get-rest-apis']]) {
      const entries = await judged(['list', ...more], { list });
      expect(entries.map(({ id, source, verdict }) => [id, source, verdict])).toEqual([
        ['a', 'list[0]', 'NON_COMPLIANT'],
        ['b', 'list[1]', 'NOT_APPLICABLE'],
        ['list[2]', 'list[2]', 'UNDECIDED'],
        ['list[3]', 'list[3]', 'UNDECIDED'],
      ]);
    }
  });

  test('JSON Lines: what cannot be read among them is undecided with its line, the rest go on', async () => {
    const lines = [
      JSON.stringify({ id: 'one', policy: { Statement: [allow] } }),
      '{"id": "two", "policy": {',
      JSON.stringify({ id: 'three', policyText: escaped(fenced) }),
      JSON.stringify({ id: 'four' }),
      JSON.stringify({ id: 'five', policy: {}, policyText: '' }),
      JSON.stringify({ policyText: '', endpointType: 'REGIONAL' }),
      JSON.stringify({ id: 'seven', policyText: '', endpointType: 'HTTP' }),
      '',
      '{"id": "eight", "policy": {"Statement": [], "Statement": []}}',
    ].join('\n');
    const entries = await judged(['f'], { f: lines });
    expect(entries.map(({ id, source, verdict }) => [id, source, verdict])).toEqual([
      ['one', 'f:1', 'NON_COMPLIANT'],
      ['line 2', 'f:2', 'UNDECIDED'],
      ['three', 'f:3', 'COMPLIANT'],
      ['four', 'f:4', 'UNDECIDED'],
      ['five', 'f:5', 'UNDECIDED'],
      ['line 6', 'f:6', 'NOT_APPLICABLE'],
      ['seven', 'f:7', 'UNDECIDED'],
      ['line 9', 'f:9', 'UNDECIDED'],
    ]);
    expect(entries[1]?.reason).toContain('line 2, column 26');
    expect(entries[7]?.reason).toContain('the key `Statement` stands twice');
  });

  test('one line alone is JSON Lines too', async () => {
    expect(await judged(['f'], { f: JSON.stringify({ id: 'x', policy: { Statement: [allow] } }) })).toMatchObject([
      { id: 'x', verdict: 'NON_COMPLIANT' },
    ]);
  });

  test('the kind can be told', async () => {
    expect(await judged(['f', '--input', 'policy'], { f: '' })).toMatchObject([
      { verdict: 'NON_COMPLIANT', findings: [{ sentence: expect.stringContaining('no resource policy') }] },
    ]);
    expect(await judged(['f', '--input', 'jsonl'], { f: 'nonsense' })).toMatchObject([
      { id: 'line 1', verdict: 'UNDECIDED' },
    ]);
    expect(await judged(['f', '--input', 'get-rest-api'], { f: '{"id":"a"}' })).toMatchObject([
      { id: 'a', endpointType: 'unknown', verdict: 'NON_COMPLIANT' },
    ]);
  });
});
