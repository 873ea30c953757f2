/** The runbook's steps over an API in memory, in the runbook's order, with a record as text between them. */
import { answer } from '../../remediation/answer.ts';
import type { StepResult } from '../../remediation/event.ts';
import type { Clock } from '../../account/ports.ts';
import type { StepAccount } from '../../remediation/surroundings.ts';
import { patientClock } from './clock.ts';
import { Crash, type FakeApi } from './fake-api.ts';
import { accountOf } from './fake-apis.ts';
import { apiId, byEndpoint } from './known.ts';

export interface Given {
  readonly RestApiId: string;
  readonly TrustedVpcIds: readonly string[];
  readonly TrustedVpcEndpointIds: readonly string[];
  readonly StageNames: readonly string[];
  readonly PendingChanges: string;
  readonly DryRun: string;
}

export const given: Given = {
  RestApiId: apiId,
  TrustedVpcIds: [],
  TrustedVpcEndpointIds: byEndpoint.vpcEndpointIds,
  StageNames: [],
  PendingChanges: 'Refuse',
  DryRun: 'false',
};

export const executionId = '0f1e2d3c-4b5a-4968-8776-655443322110';

export interface StepOptions {
  readonly clock?: Clock;
  readonly account?: StepAccount;
}

/** One invocation of the function. @throws Crash where the API says so */
export async function step(api: FakeApi, event: object, more: StepOptions = {}): Promise<StepResult> {
  const { clock = patientClock(), account = accountOf(api) } = more;
  api.isDead = false;
  const result = await answer(event, {
    connect: () => Promise.resolve(account),
    clock,
    log: () => undefined,
    remaining: () => 300_000,
    ruleFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:rule',
    exemptTag: null,
  });
  if (crashed(api)) throw new Crash();
  return result;
}

const crashed = ({ isDead }: FakeApi): boolean => isDead;

export const planFor = (api: FakeApi, more: Partial<Given> = {}, id = executionId): Promise<StepResult> =>
  step(api, { step: 'Plan', executionId: id, ...given, ...more });
