/**
 * Which stages have to serve another deployment: those that were named, else every stage; of these, each that serves a policy that is
 * not compliant. A stage that serves a compliant policy stays where it is, and so does one with a canary, which AWS does not move.
 */
import type { DeploymentId, StageName } from '../account/ports.ts';
import type { Policy } from '../policy/document.ts';
import { toJson } from '../policy/print.ts';
import { isObject } from '../policy/json-value.ts';
import type { ReadPolicy } from '../policy/parse.ts';
import type { TrustedNetwork } from '../policy/request.ts';
import { decide, type Requirements, type Subject } from '../rule/decide.ts';
import { canonicalForm } from './canonical.ts';
import type { KnownStage } from './known.ts';
import { refuse, type Refusal } from './refusal.ts';

export interface StageMove {
  readonly stageName: StageName;
  /** The deployment that the stage serves now, for the way back. */
  readonly from: DeploymentId;
  /** It is reported and left where it is. */
  readonly hasCanary: boolean;
}

export interface ChosenStages {
  readonly chosen: readonly KnownStage[];
  /** They serve a policy that is not compliant, and were not named. */
  readonly leftOpen: readonly StageName[];
  readonly notes: readonly string[];
}

/** @param subject its saved policy is one that is proved compliant, so that a verdict is about the stage alone */
export function chooseStages(
  stages: readonly KnownStage[],
  named: readonly string[],
  subject: Subject,
  trusted: TrustedNetwork,
  required: Requirements,
): ChosenStages | Refusal {
  const missing = named.filter((name) => !stages.some(({ stageName }) => stageName === name));
  if (missing.length > 0) return noSuchStage(missing, stages);
  const isOpen = (stage: KnownStage): boolean =>
    servesCanary(stage) || decide(servedSubject(subject, stage), trusted, required).verdict !== 'COMPLIANT';
  const isMeant = ({ stageName }: KnownStage): boolean => named.length === 0 || named.includes(stageName);
  const open = stages.filter(isOpen);
  const chosen = open.filter(isMeant);
  const shut = stages.filter((stage) => named.length > 0 && isMeant(stage) && !open.includes(stage));
  const leftOpen = open.filter((stage) => !isMeant(stage)).map(({ stageName }) => stageName);
  return { chosen, leftOpen, notes: notesOn(chosen, shut, leftOpen) };
}

const servedSubject = (subject: Subject, { stageName, served }: KnownStage): Subject => ({
  ...subject,
  deployed: [{ stageNames: [stageName], served }],
});

/** What a canary serves beside its stage cannot be read, so it counts as open. */
const servesCanary = ({ deploymentId, canary }: KnownStage): boolean =>
  canary !== null && canary.percentTraffic > 0 && canary.deploymentId !== deploymentId;

function notesOn(
  chosen: readonly KnownStage[],
  shut: readonly KnownStage[],
  leftOpen: readonly StageName[],
): readonly string[] {
  return [
    ...shut.map(({ stageName }) => `stage ${stageName} serves a compliant policy already and is left where it is`),
    ...leftOpen.map((stageName) => `stage ${stageName} was not named: what it serves stays open`),
    ...chosen.filter(({ canary }) => canary !== null).map(({ stageName }) => canaryNote(stageName)),
  ];
}

const canaryNote = (stageName: StageName): string =>
  `stage ${stageName} has a canary: it will be left where it is, and the verification will fail; promote or delete the canary first`;

function noSuchStage(missing: readonly string[], stages: readonly KnownStage[]): Refusal {
  const there = stages.map(({ stageName }) => stageName).join(', ') || 'there are none';
  const quoted = missing.map((name) => `\`${name}\``).join(', ');
  return refuse(
    'no-such-stage',
    `the API has no stage ${quoted}`,
    `name stages that exist (${there}), or none for all of them`,
  );
}

export const moveOf = ({ stageName, deploymentId, canary }: KnownStage): StageMove => ({
  stageName,
  from: deploymentId,
  hasCanary: canary !== null,
});

/** The policy that a stage serves, where it could be read. */
export const servedPolicy = ({ served }: KnownStage): Policy | null =>
  served.kind === 'read' ? policyIn(served.policy) : null;

export const policyIn = (read: ReadPolicy): Policy | null => (read.kind === 'policy' ? read.policy : null);

/** True when both say the same; null: no policy. */
export const saySame = (one: Policy | null, other: Policy | null, apiArn: string): boolean =>
  formOf(one, apiArn) === formOf(other, apiArn);

function formOf(policy: Policy | null, apiArn: string): string {
  const json = policy === null ? null : toJson(policy);
  return json !== null && isObject(json) ? canonicalForm(json, apiArn) : '';
}
