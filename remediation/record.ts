/**
 * The record of one remediation: the API as it was before the first write, and what is needed to find one's own traces. Enough to start
 * a roll-back alone, after any crash. In: a plan and the execution's id. Out: JSON with a version; and back, every problem named.
 */
import * as z from 'zod/mini';
import {
  isDeploymentId,
  isRestApiId,
  isStageName,
  type Deployment,
  type DeploymentId,
  type Place,
  type RestApiId,
  type StageName,
} from '../account/ports.ts';
import { parseVpcEndpointId, parseVpcId, type VpcEndpointId, type VpcId } from '../policy/ids.ts';
import { automationJson } from './automation-json.ts';
import { hashPolicy, readPolicyJson } from './canonical.ts';
import { addFence } from './edit.ts';
import { describeIssue } from './issue.ts';
import { executeApiArn } from './known.ts';
import type { Plan } from './plan.ts';

const brandOf = <Text extends string>(is: (text: string) => text is Text, what: string): z.ZodMiniType<Text> =>
  z.custom<Text>((value) => typeof value === 'string' && is(value), `expected ${what}`);

const isVpcId = (text: string): text is VpcId => parseVpcId(text) !== null;
const isVpcEndpointId = (text: string): text is VpcEndpointId => parseVpcEndpointId(text) !== null;
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const stageName = brandOf<StageName>(isStageName, "a stage's name");

const deploymentId = brandOf<DeploymentId>(isDeploymentId, "a deployment's id");

const schema = z.strictObject({
  version: z.literal(1),
  executionId: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
  restApiId: brandOf<RestApiId>(isRestApiId, "a REST API's id"),
  place: z.strictObject({
    partition: z.string().check(z.regex(/^aws[a-z-]*$/)),
    region: z.string().check(z.regex(/^[a-z]{2,8}(?:-[a-z]+)+-[0-9]+$/)),
    accountId: z.string().check(z.regex(/^[0-9]{12}$/)),
  }),
  trusted: z.strictObject({
    vpcIds: z.array(brandOf<VpcId>(isVpcId, "a VPC's id")),
    vpcEndpointIds: z.array(brandOf<VpcEndpointId>(isVpcEndpointId, "a VPC endpoint's id")),
  }),
  pendingChanges: z.enum(['Refuse', 'Publish']),
  /** Plain JSON text; null: the API had no policy. */
  before: z.strictObject({ policyText: z.nullable(z.string()), hash }),
  after: z.strictObject({ hash }),
  stages: z.array(
    z.strictObject({
      stageName,
      from: deploymentId,
      hasCanary: z.boolean(),
    }),
  ),
  leftOpen: z.array(stageName),
  /** Deployments that other executions had left when the plan was made. */
  earlierDeployments: z.array(deploymentId),
});

export type RemediationRecord = z.infer<typeof schema>;

export type ReadRecord =
  | { readonly kind: 'record'; readonly record: RemediationRecord }
  | { readonly kind: 'problems'; readonly problems: readonly [string, ...string[]] };

export interface RecordOf {
  readonly executionId: string;
  readonly restApiId: RestApiId;
  readonly place: Place;
  readonly plan: Plan;
  readonly pendingChanges: 'Refuse' | 'Publish';
  readonly deployments: readonly Deployment[];
}

export function recordOf({
  executionId,
  restApiId,
  place,
  plan,
  pendingChanges,
  deployments,
}: RecordOf): RemediationRecord {
  return schema.parse({
    version: 1,
    executionId,
    restApiId,
    place: { partition: place.partition, region: place.region, accountId: place.accountId },
    trusted: plan.trusted,
    pendingChanges,
    before: plan.before,
    after: { hash: plan.after.hash },
    stages: plan.stages,
    leftOpen: plan.leftOpen,
    earlierDeployments: deployments.filter(isOfAnExecution).map((one) => one.deploymentId),
  });
}

/** JSON text that Systems Manager Automation carries from step to step as it is. */
export const printRecord = (record: RemediationRecord): string => automationJson(record);

/** @param value the JSON text of a record, or what it was parsed to */
export function readRecord(value: unknown): ReadRecord {
  const json = typeof value === 'string' ? parseJson(value) : value;
  if (json === undefined) return { kind: 'problems', problems: ['the record is no JSON text'] };
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [first, ...rest] = parsed.error.issues.map((issue) => describeIssue(issue, 'record'));
    return { kind: 'problems', problems: [first ?? 'record: unreadable', ...rest] };
  }
  const { before, place, restApiId } = parsed.data;
  if (hashPolicy(before.policyText, executeApiArn(place, restApiId)) !== before.hash) {
    return { kind: 'problems', problems: ['record.before: the policy text and its hash do not belong together'] };
  }
  if (!isPlanned(parsed.data))
    return { kind: 'problems', problems: ['record.after: it is neither the policy before nor that with the fence'] };
  return { kind: 'record', record: parsed.data };
}

/** Whether a planner may have made it: a record that was made up must not serve to have any other policy written. */
function isPlanned({ before, after, trusted, place, restApiId }: RemediationRecord): boolean {
  if (after.hash === before.hash) return true;
  const read = readPolicyJson(before.policyText);
  if (read.kind === 'unreadable') return false;
  const arn = executeApiArn(place, restApiId);
  const { document } = addFence(read.kind === 'json' ? read.document : null, trusted, arn);
  return hashPolicy(automationJson(document), arn) === after.hash;
}

/**
 * A record is carried out only where it was made.
 * @param value as `readRecord` takes it
 * @param here where the account is that the record is to be carried out in
 */
export function readRecordOf(value: unknown, here: Place): ReadRecord {
  const read = readRecord(value);
  if (read.kind === 'problems') return read;
  const { partition, region, accountId } = read.record.place;
  if (partition === here.partition && region === here.region && accountId === here.accountId) return read;
  const problem = `the record is of ${accountId} in ${region}, and this is ${here.accountId} in ${here.region}`;
  return { kind: 'problems', problems: [problem] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const descriptionStart = 'private-api-guard ';

/** How the deployment of this execution is told from others. */
export const deploymentDescription = ({ executionId }: Pick<RemediationRecord, 'executionId'>): string =>
  descriptionStart + executionId;

/** Whether some execution of the runbook made the deployment. */
export const isOfAnExecution = ({ description }: Deployment): boolean => description.startsWith(descriptionStart);

/** The short-lived stage through which the deployment is looked at. No stage of anybody else has such a name. */
export function previewStage({ executionId }: Pick<RemediationRecord, 'executionId'>): StageName {
  const name = `private-api-guard-preview-${executionId}`;
  if (isStageName(name)) return name;
  throw new Error(`no stage can be named after the execution \`${executionId}\``);
}
