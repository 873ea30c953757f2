/** What is known of an API in tests of the remediation: a PRIVATE one with the home account's names, unless told otherwise. */
import { isDeploymentId, isRestApiId, isStageName, type Canary, type RestApi } from '../../account/ports.ts';
import { parseVpcEndpointId, parseVpcId } from '../../policy/ids.ts';
import type { Json } from '../../policy/json-value.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { toJson } from '../../policy/print.ts';
import type { Trusted } from '../../remediation/fence.ts';
import type { KnownApi, KnownStage } from '../../remediation/known.ts';
import { plan, type Plan, type PlanParameters, type Planned } from '../../remediation/plan.ts';
import { endpoints } from './generators/constants.ts';

export const place = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' } as const;
export const apiId = 'abcde12345';

/** @throws when the text has not the form of what it is to be */
export function the<Name extends string>(is: (text: string) => text is Name, text: string): Name {
  if (is(text)) return text;
  throw new Error(`not of the right form: ${text}`);
}

export function trustedIds(vpcIds: readonly string[], vpcEndpointIds: readonly string[] = []): Trusted {
  const must = <Id>(id: Id | null): Id => {
    if (id === null) throw new Error('malformed id');
    return id;
  };
  return {
    vpcIds: vpcIds.map((id) => must(parseVpcId(id))),
    vpcEndpointIds: vpcEndpointIds.map((id) => must(parseVpcEndpointId(id))),
  };
}

export const byEndpoint = trustedIds([], [endpoints[0]]);

export const parametersOf = (more: Partial<PlanParameters> = {}): PlanParameters => ({
  trusted: byEndpoint,
  stageNames: [],
  pendingChanges: 'Refuse',
  ...more,
});

/** @param policy a document, a text as API Gateway gives it, or null for none */
export function knownApi(policy: Json, more: Partial<RestApi> = {}, stages: readonly KnownStage[] = []): KnownApi {
  return {
    place,
    restApi: {
      restApiId: the(isRestApiId, apiId),
      name: 'orders',
      endpointTypes: ['PRIVATE'],
      vpcEndpointIds: [],
      policyText: policy === null || typeof policy === 'string' ? policy : JSON.stringify(policy),
      tags: {},
      ...more,
    },
    authorization: 'policy-only',
    stages,
    ownEndpoints: [],
  };
}

export const stage = (name: string, deployment: string, policy: Json, canary: Canary | null = null): KnownStage => ({
  stageName: the(isStageName, name),
  deploymentId: the(isDeploymentId, deployment),
  canary,
  served: {
    kind: 'read',
    policy: parsePolicy(policy === null ? null : JSON.stringify(policy)),
    authorization: 'policy-only',
    unsure: null,
  },
});

/** @throws when it is no plan */
export function mustPlan(planned: Planned): Plan {
  if (planned.kind === 'plan') return planned;
  throw new Error(JSON.stringify(planned));
}

/** The API once the plan is carried out: saved, and on every stage. */
export function carriedOut(known: KnownApi, { after }: Plan): KnownApi {
  return {
    ...known,
    restApi: { ...known.restApi, policyText: after.policyText },
    stages: known.stages.map((one) => ({
      ...one,
      served: { kind: 'read', policy: parsePolicy(after.policyText), authorization: known.authorization, unsure: null },
    })),
  };
}

export { plan, toJson };
