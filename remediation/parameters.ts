/**
 * The runbook's parameters: the one place for their names, types, defaults, descriptions and patterns. In: what the first step of an
 * execution is given. Out: parameters, every default filled in, or every problem by name. The patterns hold in Java's language, which
 * Systems Manager checks them in, as in JavaScript's. A value of Systems Manager has at most 512 characters and a list 50 values; a
 * value that AWS Config sets has at most 256 and a list 25, which is why a value may hold several ids.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
 */
import * as z from 'zod/mini';
import { isStageName, type RestApiId, type StageName } from '../account/ports.ts';
import { parseVpcEndpointId, parseVpcId } from '../policy/ids.ts';
import { readRestApi } from '../rule/subject.ts';
import type { Trusted } from './fence.ts';
import { describeIssue } from './issue.ts';

export interface ParameterDefinition {
  readonly type: 'String' | 'StringList';
  readonly description: string;
  /** Left out: the parameter must be given. */
  readonly default?: string | readonly string[];
  /** Anchored; of a list, every value has to match it. */
  readonly allowedPattern: string;
  readonly allowedValues?: readonly string[];
}

const listOf = (item: string): string => `^(${item}(,${item})*)?$`;

export const runbookParameters = {
  AutomationAssumeRole: {
    type: 'String',
    description: '(Required) The ARN of the role that the runbook works as.',
    allowedPattern: '^arn:aws(-cn|-us-gov)?:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,400}$',
  },
  RestApiId: {
    type: 'String',
    description:
      '(Required) The private REST API to restrict: its ARN (arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5) or its id (a1b2c3d4e5).',
    allowedPattern: '^(arn:aws(-cn|-us-gov)?:apigateway:[a-z0-9-]{1,32}::/restapis/)?[0-9a-z]{1,64}$',
  },
  TrustedVpcIds: {
    type: 'StringList',
    description:
      '(Optional) The VPCs whose requests are let in; one id in each value, or several with commas between them. When neither VPCs nor VPC endpoints are given, the VPC endpoints set on the API are trusted, if the account owns them.',
    default: [],
    allowedPattern: listOf('vpc-[0-9a-z]{1,32}'),
  },
  TrustedVpcEndpointIds: {
    type: 'StringList',
    description:
      '(Optional) The VPC endpoints whose requests are let in; one id in each value, or several with commas between them.',
    default: [],
    allowedPattern: listOf('vpce-[0-9a-z]{1,32}'),
  },
  StageNames: {
    type: 'StringList',
    description:
      '(Optional) The stages to redeploy; one name in each value, or several with commas between them. When none is given, every stage that serves a policy that is not compliant.',
    default: [],
    allowedPattern: listOf('[A-Za-z0-9_-]{1,128}'),
  },
  PendingChanges: {
    type: 'String',
    description:
      '(Optional) A deployment publishes every edit of the API that was saved and not deployed yet. Refuse: stop and undo everything when there is such an edit. Publish: publish it too.',
    default: 'Refuse',
    allowedPattern: '^(Refuse|Publish)$',
    allowedValues: ['Refuse', 'Publish'],
  },
  DryRun: {
    type: 'String',
    description: '(Optional) true: only show what would be changed, and who would lose access. Nothing is changed.',
    default: 'false',
    allowedPattern: '^(true|false)$',
    allowedValues: ['true', 'false'],
  },
} as const satisfies Readonly<Record<string, ParameterDefinition>>;

export type ParameterName = keyof typeof runbookParameters;

export interface Parameters {
  readonly restApiId: RestApiId;
  /** Of the ARN; null: the API was given by its bare id. */
  readonly place: { readonly partition: string; readonly region: string } | null;
  readonly trusted: Trusted;
  readonly stageNames: readonly StageName[];
  readonly pendingChanges: 'Refuse' | 'Publish';
  readonly dryRun: boolean;
}

export type ReadParameters =
  | { readonly kind: 'parameters'; readonly parameters: Parameters }
  | { readonly kind: 'problems'; readonly problems: readonly [string, ...string[]] };

const texts = z._default(z.array(z.string()), []);

const given = z.strictObject({
  RestApiId: z.string(),
  TrustedVpcIds: texts,
  TrustedVpcEndpointIds: texts,
  StageNames: texts,
  PendingChanges: z._default(z.enum(['Refuse', 'Publish']), 'Refuse'),
  DryRun: z._default(z.enum(['true', 'false']), 'false'),
});

type Given = z.infer<typeof given>;

/** @param value an object whose members are named as the runbook's parameters, `AutomationAssumeRole` left out */
export function readParameters(value: unknown): ReadParameters {
  const parsed = given.safeParse(value);
  const found = parsed.success ? mismatches(parsed.data) : parsed.error.issues.map((issue) => describeIssue(issue, ''));
  const [first, ...rest] = found;
  if (first !== undefined || !parsed.success) return { kind: 'problems', problems: [first ?? 'unreadable', ...rest] };
  const named = readRestApi(parsed.data.RestApiId);
  if (named === null) return { kind: 'problems', problems: [mismatch('RestApiId', parsed.data.RestApiId)] };
  return {
    kind: 'parameters',
    parameters: {
      ...named,
      trusted: {
        vpcIds: items(parsed.data.TrustedVpcIds).flatMap((id) => parseVpcId(id) ?? []),
        vpcEndpointIds: items(parsed.data.TrustedVpcEndpointIds).flatMap((id) => parseVpcEndpointId(id) ?? []),
      },
      stageNames: items(parsed.data.StageNames).filter(isStageName),
      pendingChanges: parsed.data.PendingChanges,
      dryRun: parsed.data.DryRun === 'true',
    },
  };
}

const items = (values: readonly string[]): readonly string[] => [
  ...new Set(values.flatMap((value) => (value === '' ? [] : value.split(',')))),
];

const listNames = ['TrustedVpcIds', 'TrustedVpcEndpointIds', 'StageNames'] as const;

/** INVARIANT: what the patterns let through, the parsers of ids take. */
function mismatches(parameters: Given): readonly string[] {
  const lists = listNames.flatMap((name) => parameters[name].map((value) => [name, value] as const));
  const all: readonly (readonly [ParameterName, string])[] = [['RestApiId', parameters.RestApiId], ...lists];
  return all
    .filter(([name, value]) => !new RegExp(runbookParameters[name].allowedPattern).test(value))
    .map(([name, value]) => mismatch(name, value));
}

const mismatch = (name: ParameterName, value: string): string =>
  `${name}: \`${value}\` does not match ${runbookParameters[name].allowedPattern}`;
