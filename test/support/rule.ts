/** The rule, invoked with events of AWS Config on an account in memory. */
import { readFileSync } from 'node:fs';
import type { EvaluationRecord, InvocationRecord, Log } from '../../rule/log.ts';
import { invoke, type ConnectRequest } from '../../rule/invoke.ts';
import type { Clock } from '../../account/ports.ts';
import type { Evaluation } from '../../account/ports.ts';
import { fakeAccount, type FakeAccount, type GivenAccount, type GivenApi } from './account.ts';
import { patientClock } from './clock.ts';

export const trustedEndpoint = 'vpce-0a1b2c3d4e5f60718';
export const apiArn = 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5';

const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const elsewhere = { StringNotEquals: { 'aws:SourceVpce': trustedEndpoint } };
const here = { StringEquals: { 'aws:SourceVpce': trustedEndpoint } };
const policy = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });

/** Policies that the scenarios are about. */
export const policies = {
  open: policy(allow),
  /** Allow and Deny: a fence for everybody. */
  fenced: policy(allow, { ...allow, Effect: 'Deny', Condition: elsewhere }),
  /** A conditioned Allow: no fence for whom an identity policy or an authorizer admits. */
  conditioned: policy({ ...allow, Condition: here }),
  /** Nobody is let in. */
  fenceAlone: policy({ ...allow, Effect: 'Deny', Condition: elsewhere }),
  unclear: policy({ ...allow, Resource: 'execute-api:*' }),
};

export interface ConfigEvent extends Readonly<Record<string, unknown>> {
  readonly invokingEvent: string;
}

const isConfigEvent = (value: unknown): value is ConfigEvent =>
  typeof value === 'object' && value !== null && 'invokingEvent' in value && typeof value.invokingEvent === 'string';

/** @param name of a file of test/cases/events */
export function readEvent(name: string, ruleParameters?: Readonly<Record<string, string>>): ConfigEvent {
  const event: unknown = JSON.parse(readFileSync(new URL(`../cases/events/${name}.json`, import.meta.url), 'utf8'));
  if (!isConfigEvent(event)) throw new Error(`test/cases/events/${name}.json is no event of AWS Config`);
  return ruleParameters === undefined ? event : { ...event, ruleParameters: JSON.stringify(ruleParameters) };
}

export interface Invoked {
  readonly evaluated: readonly EvaluationRecord[];
  readonly finished: readonly InvocationRecord[];
  readonly connected: readonly ConnectRequest[];
  /** Null: it ended well. */
  readonly error: unknown;
}

export interface InvokeOptions {
  readonly clock?: Clock;
  readonly remaining?: () => number;
  readonly assumeRoleName?: string;
}

/** Invokes the rule; what it throws is handed back. */
export async function invokeRule(event: unknown, account: FakeAccount, options: InvokeOptions = {}): Promise<Invoked> {
  const { clock = patientClock(), remaining = () => 900_000, assumeRoleName = null } = options;
  const evaluated: EvaluationRecord[] = [];
  const finished: InvocationRecord[] = [];
  const connected: ConnectRequest[] = [];
  const log: Log = { evaluated: (one) => evaluated.push(one), finished: (one) => finished.push(one) };
  const connect = (request: ConnectRequest): Promise<FakeAccount> => {
    connected.push(request);
    return Promise.resolve(account);
  };
  const error: unknown = await invoke(event, { connect, log, clock, remaining, assumeRoleName }).then(
    () => null,
    (caught: unknown) => caught,
  );
  return { evaluated, finished, connected, error };
}

export interface JudgedChange extends Invoked {
  readonly account: FakeAccount;
  /** What was reported of the API. */
  readonly evaluation: Evaluation | undefined;
}

/**
 * A change of one API, judged with one trusted endpoint.
 * @param api null: there is none any more
 * @param event of test/cases/events
 */
export async function judgeChange(
  api: GivenApi | null,
  parameters: Readonly<Record<string, string>> = {},
  given: GivenAccount = {},
  event = 'restapi-changed',
): Promise<JudgedChange> {
  const account = fakeAccount({ ...given, apis: new Map(api === null ? [] : [['a1b2c3d4e5', api]]) });
  const changed = readEvent(event, { trustedVpcEndpointIds: trustedEndpoint, ...parameters });
  return { ...(await invokeRule(changed, account)), account, evaluation: account.evaluation(apiArn) };
}

export const text = (policy: object): string => JSON.stringify(policy);

/** One stage, `prod`. */
export const prod = (policy: object | null, methods: readonly string[] = ['NONE']): Pick<GivenApi, 'stages'> => ({
  stages: { prod: { policy, methods } },
});
