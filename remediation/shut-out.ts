/**
 * Whom a plan would shut out without anybody having asked for it. In: what is known, the edit, and the stages that are to follow. Out: a
 * refusal, or null. A stage may serve another policy than is saved, so each is asked about by what it serves.
 */
import { parseVpcEndpointId } from '../policy/ids.ts';
import type { Policy } from '../policy/document.ts';
import type { TrustedNetwork } from '../policy/request.ts';
import type { KnownApi, KnownStage } from './known.ts';
import { settingOf, type PolicyEdit } from './policy-edit.ts';
import { accessLost, locksEveryoneOut } from './proof.ts';
import { refuse, type Refusal } from './refusal.ts';
import { servedPolicy } from './stages.ts';
import { networkOf } from './trust.ts';

interface Replaced {
  readonly where: string;
  readonly policy: Policy;
}

const savedIn = ({ before }: PolicyEdit): readonly Replaced[] =>
  before === null ? [] : [{ where: 'the saved policy', policy: before }];

function servedBy(stage: KnownStage): readonly Replaced[] {
  const policy = servedPolicy(stage);
  return policy === null ? [] : [{ where: `what stage ${stage.stageName} serves`, policy }];
}

/** A stage serves callers now, and would serve nobody from the trusted network. */
export function lockOutByStage(
  known: KnownApi,
  edit: PolicyEdit,
  chosen: readonly KnownStage[],
  trusted: TrustedNetwork,
): Refusal | null {
  const setting = settingOf(known, trusted);
  const locked = chosen.flatMap(servedBy).find(({ policy }) => locksEveryoneOut(policy, edit.after, setting));
  if (locked === undefined) return null;
  return refuse(
    'locks-everyone-out',
    `${locked.where} lets callers in, and what would be deployed lets nobody in from ${[...trusted.vpcIds, ...trusted.vpcEndpointIds].join(', ')}`,
    'allow the trusted network in the policy first, or trust the network that the callers come from',
  );
}

/**
 * Where nobody was named the VPC endpoints set on the API are trusted, and the account may have others: their callers are inside for a
 * rule that trusts the own account. To shut them out takes somebody who says so.
 */
export function ownCallersShutOut(
  known: KnownApi,
  edit: PolicyEdit,
  chosen: readonly KnownStage[],
  trusted: TrustedNetwork,
): Refusal | null {
  const own = known.ownEndpoints.flatMap(({ vpcEndpointId }) => parseVpcEndpointId(vpcEndpointId) ?? []);
  const setting = settingOf(known, networkOf({ vpcIds: [], vpcEndpointIds: [...trusted.vpcEndpointIds, ...own] }));
  for (const { where, policy } of [...savedIn(edit), ...chosen.flatMap(servedBy)]) {
    const [first] = accessLost(policy, edit.after, 'inside', setting);
    if (first !== undefined)
      return refuse(
        'own-callers-shut-out',
        `no trusted network was given, and ${where} lets in callers through other VPC endpoints of the account, who would be shut out: ${first.sentence}`,
        'name whom to trust in `TrustedVpcIds` or `TrustedVpcEndpointIds`',
      );
  }
  return null;
}
