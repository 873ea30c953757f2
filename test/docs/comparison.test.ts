/** Which open policies of the corpus simple readings pass, and which closed ones they flag: the table of docs/comparison.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseVpcEndpointId, parseVpcId } from '../../policy/ids.ts';
import type { JsonObject } from '../../policy/json-value.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { unknownApi } from '../../policy/request.ts';
import { decide } from '../../rule/decide.ts';
import type { Verdict } from '../../rule/verdict.ts';
import { readPolicyJson } from '../../remediation/canonical.ts';
import { networkOf } from '../../remediation/trust.ts';
import { readCorpus } from '../support/corpus.ts';
import { expectSection } from '../support/golden.ts';
import { readings, type Reading } from '../support/readings.ts';

const corpus = readCorpus();
const words = corpus.flatMap(({ policyText }) => policyText.match(/\bvpce?-[0-9a-f]{8,17}\b/g) ?? []);

/** Whoever some policy of the corpus names. */
const trusted = networkOf({
  vpcIds: words.flatMap((word) => parseVpcId(word) ?? []),
  vpcEndpointIds: words.flatMap((word) => parseVpcEndpointId(word) ?? []),
});

interface Judged {
  readonly document: JsonObject;
  readonly verdict: Verdict['verdict'];
}

const judged = corpus.flatMap(({ policyText }): readonly Judged[] => {
  const read = readPolicyJson(policyText);
  const policy = parsePolicy(policyText);
  if (read.kind !== 'json') return [];
  const subject = { endpointType: 'PRIVATE', policy, api: unknownApi, authorization: 'policy-only' } as const;
  return [{ document: read.document, verdict: decide(subject, trusted).verdict }];
});

const open = judged.filter(({ verdict }) => verdict === 'NON_COMPLIANT');
const closed = judged.filter(({ verdict }) => verdict === 'COMPLIANT');

function row({ name, isFine }: Reading): string {
  const missed = open.filter(({ document }) => isFine(document)).length;
  const alarms = closed.filter(({ document }) => !isFine(document)).length;
  return `| ${name} | ${missed} | ${alarms} |`;
}

test('the page has the figures that are counted here', () => {
  expect(open.length + closed.length).toBeGreaterThan(300);
  const head = `Of ${corpus.length} policies the engine proves ${closed.length} closed and shows a request from outside for ${open.length}; the others are no JSON, no policy, or undecided.`;
  const table = ['| reading | open, and passed | closed, and flagged |', '| --- | --- | --- |', ...readings.map(row)];
  expectSection('../../docs/comparison.md', 'counted by test/docs/comparison.test.ts', [head, '', ...table].join('\n'));
});

test('the README has the same figures', () => {
  const [, mentions = '', , equals = ''] = readings.map(row);
  const numbers = (line: string): readonly string[] => line.match(/\d+/g) ?? [];
  const [missed, alarms] = numbers(mentions);
  const [fewMissed, manyAlarms] = numbers(equals);
  const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');
  expect(text).toContain(
    `passes ${missed} of ${open.length} open ones and flags ${alarms} of ${closed.length} closed ones; to demand \`StringEquals\` in every Allow passes ${fewMissed} and flags ${manyAlarms}.`,
  );
});
