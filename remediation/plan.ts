/**
 * The planner. In: what is known of one API, and the parameters. Out: the least change that closes it, with its proof and with what it
 * costs whom; or that there is nothing to do; or a refusal. Pure: it calls nobody, and the same input gives the same plan.
 */
import type { StageName } from '../account/ports.ts';
import type { Policy } from '../policy/document.ts';
import type { TrustedNetwork } from '../policy/request.ts';
import { strictest, whyNotApplicable, type Requirements } from '../rule/decide.ts';
import { hashPolicy } from './canonical.ts';
import type { Trusted } from './fence.ts';
import { apiArnOf, subjectOf, type KnownApi, type KnownStage } from './known.ts';
import { editPolicy, settingOf, type PolicyEdit } from './policy-edit.ts';
import { accessLost, keepsInsiders, type LostAccess, type Setting } from './proof.ts';
import { refuse, type Refusal } from './refusal.ts';
import { lockOutByStage, ownCallersShutOut } from './shut-out.ts';
import { chooseStages, moveOf, saySame, servedPolicy, type ChosenStages, type StageMove } from './stages.ts';
import { trustedNetwork } from './trust.ts';

/** What the planner takes of the parameters. */
export interface PlanParameters {
  /** No ids at all: the VPC endpoints set on the API, if the account owns them. */
  readonly trusted: Trusted;
  /** Empty: every stage that serves a policy that is not compliant. */
  readonly stageNames: readonly string[];
  /** Whether a redeployment may publish edits of others. */
  readonly pendingChanges: 'Refuse' | 'Publish';
}

/** As UpdateRestApi takes it. */
export interface PatchOperation {
  readonly op: 'replace';
  readonly path: '/policy';
  readonly value: string;
}

export interface Plan {
  readonly kind: 'plan';
  /** Empty: the saved policy is right already, and only stages have to follow. */
  readonly patchOperations: readonly PatchOperation[];
  /** Plain JSON text as it was saved; null: the API has no policy. */
  readonly before: { readonly policyText: string | null; readonly hash: string };
  readonly after: { readonly policyText: string; readonly hash: string };
  /** Unified diff of the indented policy; empty when it does not change. */
  readonly diff: string;
  readonly trusted: Trusted;
  readonly stages: readonly StageMove[];
  /** Stages that serve a policy that is not compliant, and were not named: they stay as they are. */
  readonly leftOpen: readonly StageName[];
  /** Requests from outside that get in now and will not any more. */
  readonly accessLost: readonly LostAccess[];
  readonly notes: readonly string[];
}

export interface Nothing {
  readonly kind: 'nothing';
  readonly message: string;
  readonly notes: readonly string[];
}

export type Planned = Plan | Nothing | Refusal;

/** @param required what the rule asks for; the remediation knows no exemptions unless they are given here */
export function plan(known: KnownApi, parameters: PlanParameters, required: Requirements = strictest): Planned {
  const why = whyNotApplicable(subjectOf(known), required);
  if (why !== null) return notApplicable(why, known);
  const trust = trustedNetwork(parameters.trusted, known.restApi.vpcEndpointIds, known.ownEndpoints);
  if (trust.kind === 'nobody') return nobodyTrusted(trust.foreign);
  const edit = editPolicy(known, trust.network, required);
  if (edit.kind === 'refusal') return edit;
  const subject = { ...subjectOf(known), policy: { kind: 'policy', policy: edit.after } } as const;
  const stages = chooseStages(known.stages, parameters.stageNames, subject, trust.network, required);
  if ('kind' in stages) return stages;
  const notes = [...trust.notes, ...edit.notes, ...stages.notes];
  if (!edit.isChanged && stages.chosen.length === 0) return { kind: 'nothing', message: nothingToDo, notes };
  const shutOut = whoIsShutOut(known, edit, stages.chosen, trust.network, parameters);
  if (shutOut !== null) return shutOut;
  const pending = pendingEdits(known, edit, stages.chosen, trust.network);
  if (pending.length > 0 && parameters.pendingChanges === 'Refuse') return pendingEdit(pending);
  return planOf(known, edit, stages, trust.network, [...notes, ...pending]);
}

function whoIsShutOut(
  known: KnownApi,
  edit: PolicyEdit,
  chosen: readonly KnownStage[],
  trusted: TrustedNetwork,
  { trusted: { vpcIds, vpcEndpointIds } }: PlanParameters,
): Refusal | null {
  const isGiven = vpcIds.length + vpcEndpointIds.length > 0;
  const own = isGiven ? null : ownCallersShutOut(known, edit, chosen, trusted);
  return own ?? lockOutByStage(known, edit, chosen, trusted);
}

const nothingToDo = 'the API keeps outsiders out already, as it is saved and on every stage that is meant';

const notApplicable = (why: string, { restApi }: KnownApi): Refusal =>
  restApi.endpointTypes.includes('PRIVATE')
    ? refuse('exempt', why, 'take the tag away if the API is to be fenced')
    : refuse('not-private', why, 'a fence by VPC is for private APIs only');

const nobodyTrusted = (foreign: readonly string[]): Refusal =>
  refuse(
    'no-trusted-network',
    foreign.length === 0
      ? 'no trusted network was given, and no VPC endpoint is set on the API'
      : `no trusted network was given, and the account does not own the VPC endpoints set on the API (${foreign.join(', ')})`,
    'name whom to trust in `TrustedVpcIds` or `TrustedVpcEndpointIds`',
  );

const pendingEdit = (pending: readonly string[]): Refusal =>
  refuse(
    'pending-policy-edit',
    pending.join('; '),
    'deploy or revert that edit first, or set `PendingChanges` to `Publish`',
  );

/**
 * Edits of the policy that are saved and not deployed: a redeployment would publish them. Where the saved policy needs no fence, such
 * an edit is the very fix, unless it shuts out somebody inside.
 */
function pendingEdits(
  known: KnownApi,
  { before, after, isChanged }: PolicyEdit,
  chosen: readonly KnownStage[],
  trusted: TrustedNetwork,
): readonly string[] {
  const arn = apiArnOf(known);
  return chosen.flatMap((stage) => {
    const served = servedPolicy(stage);
    if (stage.served.kind === 'unreadable' || saySame(served, before, arn)) return [];
    const edited = `stage ${stage.stageName} serves another policy than is saved, and a redeployment would publish that edit`;
    const shutOut = served === null ? [] : insidersLost(stage, served, after, settingOf(known, trusted));
    return isChanged ? [edited, ...shutOut] : shutOut;
  });
}

/** What is not proved counts as lost. */
function insidersLost({ stageName }: KnownStage, served: Policy, after: Policy, setting: Setting): readonly string[] {
  if (keepsInsiders(served, after, setting)) return [];
  const what = `what is saved shuts out of stage ${stageName} who gets in from inside now`;
  const lost = accessLost(served, after, 'inside', setting).map(({ sentence }) => `${what}: ${sentence}`);
  return lost.length > 0 ? lost : [`it cannot be ruled out that ${what}`];
}

function planOf(
  known: KnownApi,
  edit: PolicyEdit,
  { chosen, leftOpen }: ChosenStages,
  trusted: TrustedNetwork,
  notes: readonly string[],
): Plan {
  const arn = apiArnOf(known);
  const { beforeText, afterText, isChanged } = edit;
  return {
    kind: 'plan',
    patchOperations: isChanged ? [{ op: 'replace', path: '/policy', value: afterText }] : [],
    before: { policyText: beforeText, hash: hashPolicy(beforeText, arn) },
    after: { policyText: afterText, hash: hashPolicy(afterText, arn) },
    diff: edit.diff,
    trusted: { vpcIds: trusted.vpcIds, vpcEndpointIds: trusted.vpcEndpointIds },
    stages: chosen.map(moveOf),
    leftOpen,
    accessLost: allAccessLost(known, edit, chosen, trusted),
    notes,
  };
}

/** Under the saved policy, and under each other policy that a chosen stage serves. */
function allAccessLost(
  known: KnownApi,
  { before, after }: PolicyEdit,
  chosen: readonly KnownStage[],
  trusted: TrustedNetwork,
): readonly LostAccess[] {
  const setting = settingOf(known, trusted);
  const policies = [before, ...chosen.map(servedPolicy)].flatMap((policy) => (policy === null ? [] : [policy]));
  const lost = policies.flatMap((policy) => accessLost(policy, after, 'outside', setting));
  return lost.filter((one, index) => lost.findIndex(({ sentence }) => sentence === one.sentence) === index);
}
