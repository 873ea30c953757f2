import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { annotationOf, complianceTypeOf, evaluationOf } from '../../rule/report.ts';
import type { Verdict, VerdictFinding, Witness } from '../../rule/verdict.ts';
import { runs } from '../support/runs.ts';
import { apiArn } from '../support/rule.ts';

const witness: Witness = {
  principalType: 'Anonymous',
  principalArn: null,
  accountId: null,
  sourceVpc: 'vpc-0ffffffffffffffff',
  sourceVpce: 'vpce-0ffffffffffffffff',
  method: 'GET',
  stage: 'prod',
  path: 'orders',
  resource: 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/prod/GET/orders',
  context: {},
};
const finding: VerdictFinding = { statementIndex: 0, sid: null, sentence: 'anyone gets in', witness };
const nonCompliant = (...others: readonly Partial<VerdictFinding>[]): Verdict => {
  const [first = {}, ...rest] = others;
  const findings = [{ ...finding, ...first }, ...rest.map((one) => ({ ...finding, ...one }))] as const;
  return { verdict: 'NON_COMPLIANT', findings, notes: [] };
};
const long = 'x'.repeat(300);

test.each([
  [nonCompliant(), 'anyone gets in'],
  [nonCompliant({}, {}, {}), 'anyone gets in (+2 more)'],
  [nonCompliant({ sentence: ' anyone\n gets\u0000in ' }), 'anyone gets in'],
  [
    nonCompliant({ sentence: long }),
    'vpc-0ffffffffffffffff through vpce-0ffffffffffffffff can GET /prod/orders: statement 1 allows, no Deny',
  ],
  [
    nonCompliant(
      {
        sentence: long,
        sid: 'Everybody',
        stages: ['prod'],
        witness: { ...witness, principalArn: 'arn:aws:iam::444455556666:root' },
      },
      {},
    ),
    'prod: vpc-0ffffffffffffffff through vpce-0ffffffffffffffff can GET /prod/orders: statement 1 (`Everybody`) allows, no Deny as arn:aws:iam::444455556666:root (+1 more)',
  ],
  [
    nonCompliant({ sentence: long, statementIndex: null }),
    'vpc-0ffffffffffffffff through vpce-0ffffffffffffffff can GET /prod/orders: no Deny',
  ],
  [{ verdict: 'COMPLIANT', notes: [] }, 'no request from outside the trusted network gets in'],
  [{ verdict: 'COMPLIANT', notes: ['a', 'b'] }, 'no request from outside the trusted network gets in; a; b'],
  [{ verdict: 'UNDECIDED', reason: 'too intricate', notes: ['a'] }, 'UNDECIDED: too intricate'],
  [{ verdict: 'NOT_APPLICABLE', reason: 'the API is EDGE, not PRIVATE' }, 'the API is EDGE, not PRIVATE'],
  [{ verdict: 'NOT_APPLICABLE', reason: ' ' }, 'NOT_APPLICABLE'],
] satisfies readonly (readonly [Verdict, string])[])('%j is annotated', (verdict, expected) => {
  expect(annotationOf(verdict)).toBe(expected);
});

test('what does not fit is cut, at 256 UTF-16 units and never within a character', () => {
  const at = (reason: string): string => annotationOf({ verdict: 'NOT_APPLICABLE', reason });
  expect(at('é'.repeat(256))).toBe('é'.repeat(256));
  expect(at('é'.repeat(257))).toBe(`${'é'.repeat(255)}…`);
  expect(at('😀'.repeat(128))).toBe('😀'.repeat(128));
  expect(at('😀'.repeat(129))).toBe(`${'😀'.repeat(127)}…`);
  expect(at(`a\uD83D`)).toBe('a\uFFFD');
});

test('where even the short form is too long, the path is cut and the number of findings kept', () => {
  const annotation = annotationOf(nonCompliant({ sentence: long, witness: { ...witness, path: long } }, {}));
  expect(annotation).toHaveLength(256);
  expect(annotation).toMatch(/^vpc-0f+ through vpce-0f+ can GET \/prod\/x+… \(\+1 more\)$/);
});

test('an evaluation is of the RestApi, under its ARN, as of the time it was triggered', () => {
  const at = new Date('2026-02-21T18:36:56.299Z');
  expect(evaluationOf(apiArn, { verdict: 'UNDECIDED', reason: 'why', notes: [] }, at)).toEqual({
    resourceType: 'AWS::ApiGateway::RestApi',
    resourceId: apiArn,
    complianceType: 'NON_COMPLIANT',
    annotation: 'UNDECIDED: why',
    orderingTimestamp: at,
  });
});

const words = fc.oneof(fc.string({ maxLength: 600 }), fc.string({ unit: 'binary', maxLength: 600 }));
const anyFinding: fc.Arbitrary<VerdictFinding> = fc.record({
  statementIndex: fc.option(fc.nat(60)),
  sid: fc.option(words),
  sentence: words,
  witness: fc.option(words.map((path) => ({ ...witness, path }))),
  stages: fc.array(words, { maxLength: 3 }),
});
const notes = fc.array(words, { maxLength: 3 });
const anyVerdict: fc.Arbitrary<Verdict> = fc.oneof(
  notes.map((all): Verdict => ({ verdict: 'COMPLIANT', notes: all })),
  fc
    .tuple(anyFinding, fc.array(anyFinding, { maxLength: 120 }), notes)
    .map(([first, rest, all]): Verdict => ({ verdict: 'NON_COMPLIANT', findings: [first, ...rest], notes: all })),
  fc.tuple(words, notes).map(([reason, all]): Verdict => ({ verdict: 'UNDECIDED', reason, notes: all })),
  words.map((reason): Verdict => ({ verdict: 'NOT_APPLICABLE', reason })),
);

test('law: every verdict has an annotation of 1 to 256 units, well formed, on one line', () => {
  fc.assert(
    fc.property(anyVerdict, (verdict) => {
      const annotation = annotationOf(verdict);
      expect(annotation.length).toBeGreaterThanOrEqual(1);
      expect(annotation.length).toBeLessThanOrEqual(256);
      expect(annotation).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    }),
    runs(),
  );
});

test('law: every verdict has exactly one compliance type, and only what is undecided is called by another name', () => {
  fc.assert(
    fc.property(anyVerdict, (verdict) => {
      const type = complianceTypeOf(verdict);
      expect(type).toBe(verdict.verdict === 'UNDECIDED' ? 'NON_COMPLIANT' : verdict.verdict);
      expect(annotationOf(verdict).startsWith('UNDECIDED: ')).toBe(
        verdict.verdict === 'UNDECIDED' && annotationOf(verdict) !== 'UNDECIDED:',
      );
    }),
    runs(),
  );
});
