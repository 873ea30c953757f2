/** What holds of the rule's opinion for all policies. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, unreadMethods, type Deployed, type Subject } from '../../rule/decide.ts';
import type { Verdict } from '../../rule/verdict.ts';
import { asked, questionOf, type Asked } from '../support/asked.ts';
import { runs } from '../support/runs.ts';

const badness: Readonly<Record<Verdict['verdict'], number>> = {
  NOT_APPLICABLE: 0,
  COMPLIANT: 1,
  UNDECIDED: 2,
  NON_COMPLIANT: 3,
};

const home = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333', restApiId: 'a1b2c3d4e5' };

function subjectOf(given: Asked, authorization: Subject['authorization'] = given.authorization): Subject {
  return {
    endpointType: 'PRIVATE',
    policy: { kind: 'policy', policy: questionOf(given).policy },
    api: home,
    authorization,
  };
}

function deployedOf(given: Asked, stageName: string): Deployed {
  const { policy, authorization } = subjectOf(given);
  return { stageNames: [stageName], served: { kind: 'read', policy, authorization, unsure: null } };
}

/** Searches are dear, and these laws ask several questions a run. */
const few = { ...runs(), numRuns: Math.max(150, Number(process.env['LAW_RUNS'] ?? '0')) };

test('law: what stages serve can only make a verdict worse', () => {
  fc.assert(
    fc.property(asked, asked, (saved, served) => {
      const { trusted } = questionOf(saved);
      const subject = subjectOf(saved);
      const alone = decide(subject, trusted);
      const both = decide({ ...subject, deployed: [deployedOf(served, 'prod')] }, trusted);
      expect(badness[both.verdict]).toBeGreaterThanOrEqual(badness[alone.verdict]);
    }),
    few,
  );
});

test('law: a stage that serves what is saved changes no verdict', () => {
  fc.assert(
    fc.property(asked, (saved) => {
      const { trusted } = questionOf(saved);
      const subject = subjectOf(saved);
      const alone = decide(subject, trusted);
      const both = decide({ ...subject, deployed: [deployedOf(saved, 'prod')] }, trusted);
      expect(both.verdict).toBe(alone.verdict);
    }),
    few,
  );
});

test('law: a verdict that is reached without the methods holds whatever they are', () => {
  fc.assert(
    fc.property(asked, (given) => {
      const { trusted } = questionOf(given);
      const blind = decide(subjectOf(given, unreadMethods), trusted).verdict;
      if (blind === 'UNDECIDED') return;
      for (const authorization of ['policy-only', 'identity-may-allow'] as const)
        expect(decide(subjectOf(given, authorization), trusted).verdict).toBe(blind);
    }),
    few,
  );
});
