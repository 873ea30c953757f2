/** A request of the data plane, from inside of the trusted network or from elsewhere. */
import { invoke, type Invocation } from '../../account/sandbox/execute/invoke.ts';
import type { Reply } from '../../account/sandbox/execute/replies.ts';
import { policyOf, statement, type Api, type Apis } from './apis.ts';
import type { TestSandbox } from './bare-sandbox.ts';

export const inside = { vpcEndpointId: 'vpce-0a1', vpcId: 'vpc-0a1', accountId: '111122223333' };
export const outside = { vpcEndpointId: 'vpce-0b2', vpcId: 'vpc-0b2', accountId: '999999999999' };

/** Denies whoever does not come from inside. */
export const fence = statement({ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1' } } });

/** Allows everybody but them. */
export const fenced = policyOf(statement(), fence);

/** `GET /` on the stage `prod`, from inside, unless told. */
export function request(sandbox: TestSandbox, { restApiId }: Api, more: Partial<Invocation> = {}): Reply {
  return invoke(sandbox.world, { from: inside, restApiId, stage: 'prod', httpMethod: 'GET', path: '/', ...more });
}

export async function replacePolicy(apis: Apis, { restApiId }: Api, policy: object): Promise<void> {
  const value = JSON.stringify(policy);
  await apis.seed('UpdateRestApi', { restApiId, patchOperations: [{ op: 'replace', path: '/policy', value }] });
}
