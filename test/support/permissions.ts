/**
 * Compares what was called with what a synthesised role allows. In: calls of the sandbox's log, and the grants of a role. Out: calls that
 * the role would not allow, and grants that no call has used. What a call needs stands in permissions/needs.ts.
 */
import type { Grant } from './permissions/grants.ts';
import { neededBy, type AskedCall, type Need } from './permissions/needs.ts';

export { grantsOfAutomation, grantsOfFunction } from './permissions/grants.ts';

export interface Comparison {
  /** `SERVICE:Operation needs ACTION on RESOURCE`, each once, sorted. */
  readonly denied: readonly string[];
  /** `SID: ACTION on PATTERN`, sorted. */
  readonly unused: readonly string[];
}

export interface Compared {
  readonly grants: readonly Grant[];
  readonly calls: readonly AskedCall[];
  /** What API Gateway would tell IAM of a call, by condition key; left out: nothing. */
  readonly context?: (call: AskedCall) => Readonly<Record<string, readonly string[]>>;
}

/**
 * What Lambda itself does in a function's name, which no call of the handlers shows: by the statements' Sids, whose reasons stand in
 * infra/permissions/platform.ts. Any other action under such a Sid is unused.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
const byLambda: Readonly<Record<string, readonly string[]>> = {
  WriteLogs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  SendTraces: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  KeepFailedEvents: ['sqs:SendMessage'],
  EncryptFailedEvents: ['kms:Decrypt', 'kms:GenerateDataKey'],
  TakeBatches: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  DecryptWithOwnKey: ['kms:Decrypt'],
};

const isByLambda = ({ sid, actions }: Grant): boolean =>
  actions.every((action) => byLambda[sid]?.includes(action) === true);

type Context = Readonly<Record<string, readonly string[]>>;

export function comparePermissions({ grants, calls, context = () => ({}) }: Compared): Comparison {
  const asked = calls.flatMap((call) => neededBy(call).map((need) => ({ call, need, known: context(call) })));
  const denied = asked
    .filter(({ need, known }) => !grants.some((grant) => allows(grant, need, known)))
    .map(({ call, need }) => `${call.service}:${call.operation} needs ${need.action} on ${need.resource}`);
  const unused = grants
    .flatMap(piecesOf)
    .filter((piece) => !isByLambda(piece))
    .filter((piece) => !asked.some(({ need, known }) => allows(piece, need, known)))
    .map(({ sid, actions, resources }) => `${sid}: ${actions.join()} on ${resources.join()}`);
  return { denied: [...new Set(denied)].sort(), unused: unused.sort() };
}

/** One action on one pattern each. */
const piecesOf = (grant: Grant): readonly Grant[] =>
  grant.actions.flatMap((action) =>
    grant.resources.map((pattern) => ({ ...grant, actions: [action], resources: [pattern] })),
  );

const allows = ({ actions, resources, conditions }: Grant, { action, resource }: Need, context: Context): boolean =>
  actions.includes(action) &&
  resources.some((pattern) => matches(pattern, resource)) &&
  Object.entries(conditions).every(([operator, keys]) => holds(operator, keys, context));

/** `*` is needed where IAM knows no resource, and then only `*` will do. */
function matches(pattern: string, resource: string): boolean {
  if (resource === '*') return pattern === '*';
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(resource);
}

function holds(operator: string, keys: Context, context: Context): boolean {
  if (operator !== 'ForAllValues:StringEqualsIfExists')
    throw new Error(`the comparison does not know the condition operator ${operator}`);
  return Object.entries(keys).every(([key, values]) => (context[key] ?? []).every((value) => values.includes(value)));
}
