/**
 * The verdict on one policy. In: the policy as it was read, the API that carries it, what its methods ask of callers, the trusted network.
 * Out: a judgement. Pure: the question is answered by `policy/ask.ts`, here its answer gets a name and words.
 */
import { assertNever } from '../policy/assert-never.ts';
import {
  canOutsiderEnter,
  mayAdmitAnyone,
  type Finding,
  type Question,
  type UnknownReason,
  type Unsettled,
} from '../policy/ask.ts';
import { catalogueOf } from '../policy/condition/catalogue.ts';
import { anonymousValue, keySpec } from '../policy/condition/keys.ts';
import type { Policy } from '../policy/document.ts';
import type { ReadPolicy } from '../policy/parse.ts';
import { describeProblem } from '../policy/read/problem.ts';
import { unknownApi, type ApiIdentity, type Authorization, type TrustedNetwork } from '../policy/request.ts';
import { describeFinding, nameStatement, remarksOn } from '../policy/sentence.ts';
import { witnessOf, type Judgement, type VerdictFinding } from './verdict.ts';

/** What the methods behind a policy ask of callers; `unclear`: what they do with a caller on whom the policy is silent is not known. */
export type MethodAuthorization = Authorization | { readonly unclear: string };

export interface Judged {
  readonly policy: ReadPolicy;
  readonly api: ApiIdentity;
  readonly authorization: MethodAuthorization;
}

export function judge(judged: Judged, trusted: TrustedNetwork): Judgement {
  switch (judged.policy.kind) {
    case 'absent':
      return { verdict: 'NON_COMPLIANT', findings: [noPolicy], notes: [] };
    case 'unreadable':
      return { verdict: 'UNDECIDED', reason: judged.policy.problems.map(describeProblem).join('; '), notes: [] };
    case 'policy':
      return judgePolicy(judged.policy.policy, judged, trusted);
    default:
      return assertNever(judged.policy);
  }
}

/** Under an unclear authorization a verdict stands when it stands either way: `identity-may-allow` lets in all that `policy-only` does. */
function judgePolicy(policy: Policy, { api, authorization }: Judged, trusted: TrustedNetwork): Judgement {
  if (typeof authorization === 'string') return ask({ policy, trusted, api, authorization });
  const widest = ask({ policy, trusted, api, authorization: 'identity-may-allow' });
  if (widest.verdict === 'COMPLIANT') return widest;
  const narrowest = ask({ policy, trusted, api, authorization: 'policy-only' });
  if (narrowest.verdict !== 'COMPLIANT') return narrowest;
  return { verdict: 'UNDECIDED', reason: authorization.unclear, notes: narrowest.notes };
}

const noPolicy: VerdictFinding = {
  statementIndex: null,
  sid: null,
  sentence: 'the private API has no resource policy, so nothing says which network may call it',
  witness: null,
};

function ask(question: Question): Judgement {
  const { policy } = question;
  const remarks = remarksOn(policy);
  const answer = canOutsiderEnter(question);
  switch (answer.answer) {
    case 'proved':
      return { verdict: 'COMPLIANT', notes: [...remarks, ...nobodyNotes(question)] };
    case 'refuted': {
      const [first, ...rest] = answer.findings;
      const findings = [findingOf(first, policy), ...rest.map((one) => findingOf(one, policy))] as const;
      const notes = [...remarks, ...keyNotes(answer.findings), ...describeUnsettled(answer.unsettled, policy)];
      return { verdict: 'NON_COMPLIANT', findings, notes };
    }
    case 'unknown':
      return { verdict: 'UNDECIDED', reason: describeUnsettled(answer.unsettled, policy).join('; '), notes: remarks };
    default:
      return assertNever(answer);
  }
}

function nobodyNotes(question: Question): readonly string[] {
  if (mayAdmitAnyone(question, 'anywhere')) return [];
  return mayAdmitAnyone({ ...question, api: unknownApi }, 'anywhere')
    ? ['the policy admits nobody to this API: what it allows has another Region, account or id']
    : ['the policy admits nobody by itself, not even from the trusted network'];
}

function findingOf(finding: Finding, policy: Policy): VerdictFinding {
  const keys = catalogueOf(policy);
  return {
    statementIndex: finding.statementIndex,
    sid: policy.statements.find((statement) => statement.index === finding.statementIndex)?.sid ?? null,
    sentence: describeFinding(finding, policy),
    witness: witnessOf(finding.witness, (id) => keys(id).name),
  };
}

/** AWS does not say whether a request to a private API carries these keys, so the finding holds only where it does. */
function keyNotes(findings: readonly Finding[]): readonly string[] {
  const keys = new Set(findings.flatMap((finding) => finding.undocumentedKeys));
  return [...keys].map(keyNote);
}

function keyNote(key: string): string {
  if (key === 'aws:SourceIp')
    return "AWS's pages disagree whether `aws:SourceIp` is present in requests to private APIs; it ties nobody to a VPC either way";
  return anonymousValue(keySpec(key)) === null
    ? `AWS does not list \`${key}\` for API Gateway: the finding holds where a request carries it`
    : `AWS's pages disagree whether unsigned requests carry \`${key}\`: the finding holds where they do`;
}

function describeUnsettled(unsettled: readonly Unsettled[], policy: Policy): readonly string[] {
  return unsettled.map(({ statementIndex, reason }) => {
    if (statementIndex === null) return `whether a Deny stops every outsider ${describeReason(reason)}`;
    const sid = policy.statements.find((statement) => statement.index === statementIndex)?.sid ?? null;
    return `whether ${nameStatement(statementIndex, sid)} lets an outsider in ${describeReason(reason)}`;
  });
}

function describeReason(reason: UnknownReason): string {
  switch (reason.kind) {
    case 'unclear':
      return `depends on what AWS does not document: ${reason.parts.map(({ path, why }) => `${why} (at ${path})`).join('; ')}`;
    case 'identity':
      return "depends on which API carries the policy, which its own ARNs do not say: name the API's account, Region and id";
    case 'budget':
      return 'could not be decided within the budget: the patterns of the policy are too intricate';
    case 'replay':
      return 'could not be decided: a request was found that the plain evaluation does not let in, which is a bug in private-api-guard';
    default:
      return assertNever(reason);
  }
}
