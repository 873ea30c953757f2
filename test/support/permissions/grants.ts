/** What a role of a template allows, with CloudFormation's functions put in as they would be in one account and Region. */
import { z } from 'zod';

export interface Grant {
  readonly sid: string;
  readonly actions: readonly string[];
  /** With `*` and `?`. */
  readonly resources: readonly string[];
  /** Operator → key → values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Deployed {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

const resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const template = z.object({ Resources: z.record(z.string(), resource) });

type Resources = z.infer<typeof template>['Resources'];
type Resource = z.infer<typeof resource>;

const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const statement = z.strictObject({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).default({}),
});

const role = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) })),
  ManagedPolicyArns: z.never().optional(),
});

/** @throws Error when the function or its role is not there, or the role has more than inline Allows */
export function grantsOfFunction(text: unknown, functionName: string, deployed: Deployed): readonly Grant[] {
  const { Resources } = template.parse(text);
  const found = Object.values(Resources).find(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties['FunctionName'] === functionName,
  );
  if (found === undefined) throw new Error(`the template has no function ${functionName}`);
  const [roleId] = getAtt.parse(found.Properties['Role'])['Fn::GetAtt'];
  return grantsIn(Resources[roleId], Resources, deployed);
}

/** Of the role that Systems Manager Automation takes on. */
export function grantsOfAutomation(text: unknown, deployed: Deployed): readonly Grant[] {
  const { Resources } = template.parse(text);
  const isAutomation = ({ Type, Properties }: Resource): boolean =>
    Type === 'AWS::IAM::Role' && JSON.stringify(Properties['AssumeRolePolicyDocument']).includes('ssm.amazonaws.com');
  return grantsIn(Object.values(Resources).find(isAutomation), Resources, deployed);
}

function grantsIn(found: Resource | undefined, resources: Resources, deployed: Deployed): readonly Grant[] {
  if (found?.Type !== 'AWS::IAM::Role') throw new Error('the template has no such role');
  const { Policies } = role.parse(resolve(found.Properties, resources, deployed));
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map(
    ({ Sid, Action, Resource: arns, Condition }) => ({
      sid: Sid,
      actions: Action,
      resources: arns,
      conditions: Condition,
    }),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts in `Ref` of pseudo parameters, `Fn::Join` and the ARNs of resources; anything else stays as it is. */
function resolve(value: unknown, resources: Resources, deployed: Deployed): unknown {
  const inner = (one: unknown): unknown => resolve(one, resources, deployed);
  if (Array.isArray(value)) return value.map(inner);
  if (!isObject(value)) return value;
  if (typeof value['Ref'] === 'string') return pseudo(value['Ref'], deployed) ?? value;
  if (Array.isArray(value['Fn::Join'])) {
    const [separator, parts] = z.tuple([z.string(), z.array(z.string())]).parse(inner(value['Fn::Join']));
    return parts.join(separator);
  }
  const attribute = getAtt.safeParse(value);
  if (attribute.success) return arnOf(attribute.data['Fn::GetAtt'][0], resources, deployed);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inner(member)]));
}

function pseudo(name: string, { partition, region, accountId }: Deployed): string | undefined {
  const known: Readonly<Record<string, string>> = {
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::AccountId': accountId,
  };
  return known[name];
}

/** As far as a role of ours names it: functions, queues, log groups. */
function arnOf(id: string, resources: Resources, { partition, region, accountId }: Deployed): string {
  const { Type, Properties } = resources[id] ?? { Type: 'nothing', Properties: {} };
  const arn = (service: string, rest: string): string => `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  const named = (property: string): string => z.string().parse(Properties[property] ?? id);
  switch (Type) {
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${named('FunctionName')}`);
    case 'AWS::SQS::Queue':
      return arn('sqs', named('QueueName'));
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${named('LogGroupName')}:*`);
    default:
      throw new Error(`no ARN is known for ${id} (${Type})`);
  }
}
