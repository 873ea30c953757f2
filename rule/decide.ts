/**
 * The rule's opinion, and the only place that has one. In: what is known of one API. Out: a verdict. Pure: no clock, no network.
 * The saved policy is judged and the policy of every deployment that a stage serves; the API is as good as the worst of them.
 */
import type { Policy } from '../policy/document.ts';
import { parsePolicyValue, type ReadPolicy } from '../policy/parse.ts';
import { printPolicy } from '../policy/print.ts';
import type { ApiIdentity, TrustedNetwork } from '../policy/request.ts';
import { judge, type MethodAuthorization } from './judge.ts';
import type { Judgement, Verdict, VerdictFinding } from './verdict.ts';

export type { MethodAuthorization } from './judge.ts';

/** As API Gateway names endpoint types; `unknown` is judged as PRIVATE. */
export type EndpointType = 'PRIVATE' | 'REGIONAL' | 'EDGE' | 'unknown';

/** What a deployment holds that stages serve. */
export interface Deployed {
  /** For those who have to find it again; left out where it is not told. */
  readonly deploymentId?: string;
  readonly stageNames: readonly [string, ...string[]];
  readonly served:
    | {
        readonly kind: 'read';
        readonly policy: ReadPolicy;
        readonly authorization: MethodAuthorization;
        /** Why this may be what another deployment of the stage holds: then it may make a finding, and proves nothing. Null: it is not. */
        readonly unsure: string | null;
      }
    | { readonly kind: 'unreadable'; readonly why: string };
}

export interface Subject {
  readonly endpointType: EndpointType;
  /** The saved policy, deployed or not. */
  readonly policy: ReadPolicy;
  readonly api: ApiIdentity;
  /** Of the methods as they are saved. */
  readonly authorization: MethodAuthorization;
  readonly tags?: Readonly<Record<string, string>>;
  /** Left out: stages were not looked at, and the saved policy alone is judged. */
  readonly deployed?: readonly Deployed[];
}

export interface Tag {
  readonly key: string;
  /** Null: any. */
  readonly value: string | null;
}

export interface Requirements {
  /** `trust`: whom an identity policy of the account or a Lambda authorizer admits is no outsider, wherever the request comes from. */
  readonly sameAccountIdentities: 'judge' | 'trust';
  /** An API that has it is not judged. */
  readonly exemptTag: Tag | null;
}

export const strictest: Requirements = { sameAccountIdentities: 'judge', exemptTag: null };

export function decide(subject: Subject, trusted: TrustedNetwork, required = strictest): Verdict {
  const reason = whyNotApplicable(subject, required);
  if (reason !== null) return { verdict: 'NOT_APPLICABLE', reason };
  const assess = assessing(subject.api, trusted, required);
  const saved = assess(subject.policy, subject.authorization);
  if (subject.deployed === undefined) return saved;
  const deployed = subject.deployed.map((one) => ({ ...one, judgement: judgeDeployed(one, assess) }));
  const asSaved = deployed.filter((one) => isAsSaved(one, one.judgement, subject.policy, saved));
  const parts = deployed
    .filter((one) => !asSaved.includes(one))
    .map(({ stageNames, judgement }) => part(stageNames, judgement));
  return worst([
    ...parts,
    savedPart(
      asSaved.flatMap(({ stageNames }) => stageNames),
      saved,
      parts.length > 0,
    ),
  ]);
}

/** Null: the rule applies. */
export function whyNotApplicable({ endpointType, tags = {} }: Subject, { exemptTag }: Requirements): string | null {
  if (endpointType === 'EDGE' || endpointType === 'REGIONAL') return `the API is ${endpointType}, not PRIVATE`;
  if (exemptTag === null || !Object.hasOwn(tags, exemptTag.key)) return null;
  const value = tags[exemptTag.key] ?? '';
  if (exemptTag.value !== null && exemptTag.value !== value) return null;
  return `the API is exempt: it has the tag \`${exemptTag.key}${value === '' ? '' : `=${value}`}\``;
}

/** Stands for methods that were not read. A verdict that is reached all the same does not depend on them. */
export const unreadMethods: MethodAuthorization = {
  unclear: 'the verdict depends on the authorization of the methods, which was not read',
};

/** Whether a verdict on the policy needs to know its methods. */
export const dependsOnMethods = (policy: ReadPolicy, api: ApiIdentity, trusted: TrustedNetwork): boolean =>
  policy.kind === 'policy' && judge({ policy, api, authorization: unreadMethods }, trusted).verdict === 'UNDECIDED';

type Assess = (policy: ReadPolicy, authorization: MethodAuthorization) => Judgement;

function assessing(api: ApiIdentity, trusted: TrustedNetwork, { sameAccountIdentities }: Requirements): Assess {
  if (sameAccountIdentities === 'judge')
    return (policy, authorization) => judge({ policy, api, authorization }, trusted);
  return (policy) => {
    const judgement = judge({ policy, api, authorization: 'policy-only' }, trusted);
    if (judgement.verdict !== 'COMPLIANT') return judgement;
    const fenced = judge({ policy, api, authorization: 'identity-may-allow' }, trusted).verdict === 'COMPLIANT';
    return fenced ? judgement : { ...judgement, notes: [...judgement.notes, trustNote] };
  };
}

const trustNote =
  '`sameAccountIdentities` is `trust`: whom an identity policy of the account or a Lambda authorizer admits gets in from any network';

function judgeDeployed({ stageNames, served }: Deployed, assess: Assess): Judgement {
  if (served.kind === 'unreadable') return { verdict: 'UNDECIDED', reason: served.why, notes: [] };
  const judgement = assess(within(stageNames, served.policy), served.authorization);
  if (served.unsure === null || judgement.verdict !== 'COMPLIANT') return judgement;
  return { verdict: 'UNDECIDED', reason: served.unsure, notes: judgement.notes };
}

/** The policy for requests to these stages only: a deployment has no say over requests to stages that serve another one. */
export const within = (stageNames: readonly string[], read: ReadPolicy): ReadPolicy =>
  read.kind === 'policy' ? { kind: 'policy', policy: narrowed(stageNames, read.policy) } : read;

function narrowed(stageNames: readonly string[], policy: Policy): Policy {
  const resources = stageNames.map((name) => `execute-api:/${name}/*`);
  const elsewhere = { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', NotResource: resources };
  const read = parsePolicyValue({ Statement: [elsewhere] });
  if (read.kind !== 'policy')
    throw new Error(`unreadable statement for the stages ${stageNames.join(', ')}: report this as a bug`);
  const index = 1 + Math.max(-1, ...policy.statements.map((statement) => statement.index));
  return { ...policy, statements: [...policy.statements, ...read.policy.statements.map((one) => ({ ...one, index }))] };
}

/** Whether a deployment tells nothing that the saved policy does not tell. */
function isAsSaved({ served }: Deployed, judgement: Judgement, policy: ReadPolicy, saved: Judgement): boolean {
  if (served.kind === 'unreadable' || judgement.verdict !== saved.verdict) return false;
  if (served.unsure !== null && judgement.verdict === 'UNDECIDED') return false;
  if (policy.kind === 'policy' && served.policy.kind === 'policy')
    return printPolicy(policy.policy) === printPolicy(served.policy.policy);
  return policy.kind === 'absent' && served.policy.kind === 'absent';
}

/** A judgement with the stages it is about in its words. */
function part(stages: readonly string[], judgement: Judgement): Judgement {
  return told(`deployed to ${stages.length === 1 ? 'stage' : 'stages'} ${stages.join(', ')}: `, stages, judgement);
}

/** @param isElsewhere stages serve other policies than the saved one */
function savedPart(stages: readonly string[], saved: Judgement, isElsewhere: boolean): Judgement {
  return told(isElsewhere && stages.length === 0 ? 'saved but not deployed: ' : '', stages, saved);
}

function told(where: string, stages: readonly string[], judgement: Judgement): Judgement {
  const notes = judgement.notes.map((note) => where + note);
  switch (judgement.verdict) {
    case 'COMPLIANT':
      return { ...judgement, notes };
    case 'NON_COMPLIANT': {
      const tell = (finding: VerdictFinding): VerdictFinding => ({
        ...finding,
        sentence: where + finding.sentence,
        stages,
      });
      const [first, ...rest] = judgement.findings;
      return { ...judgement, findings: [tell(first), ...rest.map(tell)], notes };
    }
    case 'UNDECIDED':
      return { ...judgement, reason: where + judgement.reason, notes };
  }
}

/** NON_COMPLIANT if any part is; else UNDECIDED if any part is. What is undecided beside a finding becomes a note. */
function worst(parts: readonly Judgement[]): Judgement {
  const notes = [...new Set(parts.flatMap((one) => one.notes))];
  const reasons = parts.flatMap((one) => (one.verdict === 'UNDECIDED' ? [one.reason] : []));
  const [first, ...rest] = parts.flatMap((one) => (one.verdict === 'NON_COMPLIANT' ? one.findings : []));
  if (first !== undefined)
    return { verdict: 'NON_COMPLIANT', findings: [first, ...rest], notes: [...notes, ...reasons] };
  if (reasons.length > 0) return { verdict: 'UNDECIDED', reason: reasons.join('; '), notes };
  return { verdict: 'COMPLIANT', notes };
}
