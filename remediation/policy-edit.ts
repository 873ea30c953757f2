/**
 * The saved policy, what is trusted → the policy as it should be, proved; or why it is not touched. What is not trusted to the letter is
 * refused: a policy that cannot be read, or not be written back as it was, or on which the rule has no verdict.
 */
import type { Policy } from '../policy/document.ts';
import type { JsonObject } from '../policy/json-value.ts';
import { parsePolicyValue } from '../policy/parse.ts';
import type { TrustedNetwork } from '../policy/request.ts';
import { decide, type Requirements } from '../rule/decide.ts';
import { automationJson } from './automation-json.ts';
import { expandResources, readPolicyJson, statementsIn } from './canonical.ts';
import { unifiedDiff } from './diff.ts';
import { addFence, unfaithfulNumber, type FencedDocument } from './edit.ts';
import { trustedByFence } from './fence.ts';
import { apiArnOf, identityOf, subjectOf, type KnownApi } from './known.ts';
import { accessLost, deniesNobodyInside, keepsOutsidersOut, locksEveryoneOut, type Setting } from './proof.ts';
import { refuse, type Refusal } from './refusal.ts';
import { policyIn } from './stages.ts';

/** Characters that API Gateway takes: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const longestPolicy = 8192;

export interface PolicyEdit {
  readonly kind: 'edit';
  /** False: the saved policy is right as it is, and `after` is what is saved. */
  readonly isChanged: boolean;
  /** Plain JSON text; null: the API has no policy. */
  readonly beforeText: string | null;
  readonly afterText: string;
  readonly before: Policy | null;
  readonly after: Policy;
  readonly diff: string;
  readonly notes: readonly string[];
}

export function editPolicy(known: KnownApi, trusted: TrustedNetwork, required: Requirements): PolicyEdit | Refusal {
  const { policyText } = known.restApi;
  const read = readPolicyJson(policyText);
  const number = read.kind === 'json' ? unfaithfulNumber(read.text) : null;
  if (read.kind === 'unreadable') return malformed('it is no JSON object');
  if (number !== null) return malformed(`the number ${number} in it could not be written back as it stands`);
  const subject = subjectOf(known);
  const verdict = decide(subject, trusted, required);
  if (verdict.verdict === 'UNDECIDED') {
    return subject.policy.kind === 'unreadable' ? malformed(verdict.reason) : undecided(verdict.reason);
  }
  const text = read.kind === 'json' ? read.text : null;
  const document = read.kind === 'json' ? read.document : null;
  const before = policyIn(subject.policy);
  const hasFence = document !== null && statementsIn(document).some((one) => trustedByFence(one) !== null);
  const fenced = addFence(document, trusted, apiArnOf(known));
  if (text !== null && before !== null && verdict.verdict === 'COMPLIANT' && !(hasFence && fenced.isChanged)) {
    return unchanged(text, before, hasFence);
  }
  return proved(known, trusted, { fenced, document, text, before });
}

const malformed = (why: string): Refusal =>
  refuse('malformed-policy', `the policy cannot be edited safely: ${why}`, 'mend the policy by hand');

const undecided = (why: string): Refusal =>
  refuse('undecided', `nobody can tell what the policy lets in: ${why}`, 'make the policy clear, then start again');

const unchanged = (text: string, before: Policy, hasFence: boolean): PolicyEdit => ({
  kind: 'edit',
  isChanged: false,
  beforeText: text,
  afterText: text,
  before,
  after: before,
  diff: '',
  notes: [
    hasFence
      ? 'the saved policy has the fence already'
      : 'the saved policy keeps outsiders out without a fence of ours',
  ],
});

interface Draft {
  readonly fenced: FencedDocument;
  readonly document: JsonObject | null;
  readonly text: string | null;
  readonly before: Policy | null;
}

function proved(known: KnownApi, trusted: TrustedNetwork, draft: Draft): PolicyEdit | Refusal {
  const { fenced, document, text, before } = draft;
  const after = policyIn(parsePolicyValue(fenced.document));
  const setting = settingOf(known, trusted);
  if (after === null || !keepsOutsidersOut(after, setting) || !deniesNobodyInside(fenced.fence, setting))
    return notProved;
  const afterText = automationJson(fenced.document);
  const expanded = JSON.stringify(expandResources(fenced.document, apiArnOf(known)));
  const length = Math.max(afterText.length, expanded.length);
  if (length > longestPolicy) return tooLong(length);
  if (before !== null && locksEveryoneOut(before, after, setting)) return lockOut(trusted);
  return {
    kind: 'edit',
    isChanged: true,
    beforeText: text,
    afterText,
    before,
    after,
    diff: unifiedDiff(document, fenced.document),
    notes: [...notesOn(fenced, before), ...(fenced.replaced > 0 ? newlyLetIn(before, after, setting) : [])],
  };
}

const notProved = refuse(
  'not-proved',
  'it could not be proved that the fence shuts out outsiders and nobody else',
  'add the fence by hand, and report this with the policy',
);

/** Who gets in by the policy alone is who surely gets in, so that is what is asked where the methods are unclear. */
export const settingOf = (known: KnownApi, trusted: TrustedNetwork): Setting => ({
  trusted,
  api: identityOf(known),
  authorization: typeof known.authorization === 'string' ? known.authorization : 'policy-only',
});

const tooLong = (length: number): Refusal =>
  refuse(
    'too-long',
    `with the fence the policy would have ${length} characters, and API Gateway takes ${longestPolicy}`,
    'shorten the policy, or trust fewer ids (a VPC instead of its endpoints)',
  );

const lockOut = ({ vpcIds, vpcEndpointIds }: TrustedNetwork): Refusal =>
  refuse(
    'locks-everyone-out',
    `the policy lets nobody in from ${[...vpcIds, ...vpcEndpointIds].join(', ')}, so behind the fence nobody could call the API any more`,
    'trust the network that the callers come from, or allow the trusted network in the policy first',
  );

/** An older fence that gives way may have kept out whom this one lets in. */
const newlyLetIn = (before: Policy | null, after: Policy, setting: Setting): readonly string[] =>
  before === null
    ? []
    : accessLost(after, before, 'inside', setting).map(({ sentence }) => `gets in that did not before: ${sentence}`);

function notesOn({ replaced }: FencedDocument, before: Policy | null): readonly string[] {
  return [
    ...(before === null ? ['the API has no policy: the fence alone grants nobody anything'] : []),
    ...(replaced > 0
      ? [`the fence takes the place of ${replaced} older ${replaced === 1 ? 'one' : 'ones'} of ours`]
      : []),
  ];
}
