/** A rule as it is put: the members of `ConfigRule` that the sandbox models. */
import { z } from 'zod';
import { configRuleName, list, resourceId, resourceType, text } from '../input.ts';

const hours = { One_Hour: 1, Three_Hours: 3, Six_Hours: 6, Twelve_Hours: 12, TwentyFour_Hours: 24 } as const;
export type Frequency = keyof typeof hours;

const frequency = z.enum(['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours']);

const messageType = z.enum([
  'ConfigurationItemChangeNotification',
  'OversizedConfigurationItemChangeNotification',
  'ScheduledNotification',
  'ConfigurationSnapshotDeliveryCompleted',
]);
export type MessageType = z.output<typeof messageType>;

const scope = z.strictObject({
  ComplianceResourceTypes: list(resourceType, 0, 100).optional(),
  TagKey: text(1, 128).optional(),
  TagValue: text(1, 256).optional(),
  ComplianceResourceId: resourceId.optional(),
});
export type Scope = z.output<typeof scope>;

const sourceDetail = z.strictObject({
  EventSource: z.literal('aws.config').optional(),
  MessageType: messageType.optional(),
  MaximumExecutionFrequency: frequency.optional(),
});

const source = z.strictObject({
  Owner: z.enum(['CUSTOM_LAMBDA', 'AWS', 'CUSTOM_POLICY']),
  SourceIdentifier: text(1, 256).optional(),
  SourceDetails: list(sourceDetail, 0, 25).optional(),
});

export const configRuleSchema = z.strictObject({
  ConfigRuleName: configRuleName.optional(),
  ConfigRuleArn: text(1, 256).optional(),
  ConfigRuleId: text(1, 64).optional(),
  Description: text(0, 256).optional(),
  Scope: scope.optional(),
  Source: source,
  InputParameters: text(1, 1024).optional(),
  MaximumExecutionFrequency: frequency.optional(),
  ConfigRuleState: z.enum(['ACTIVE', 'DELETING', 'DELETING_RESULTS', 'EVALUATING']).optional(),
  CreatedBy: text(1, 256).optional(),
  EvaluationModes: z.array(z.strictObject({ Mode: z.enum(['DETECTIVE', 'PROACTIVE']) })).optional(),
});

/** What comes in; `check.ts` makes a `RuleDefinition` of it. */
export type ConfigRuleInput = z.output<typeof configRuleSchema>;

export interface RuleDefinition {
  readonly description: string | undefined;
  readonly scope: Scope | undefined;
  /** Of the function. */
  readonly functionArn: string;
  readonly messageTypes: readonly MessageType[];
  /** How often a scheduled run is made; null: the rule has no such trigger. */
  readonly frequency: Frequency | null;
  /** The frequency that stands on the rule itself. It is kept and shown, and has no effect on a rule with a function. */
  readonly ruleFrequency: Frequency | undefined;
  /** A JSON object as text. */
  readonly inputParameters: string;
}

export function millisecondsOf(often: Frequency): number {
  return hours[often] * 3_600_000;
}

const changes: readonly MessageType[] = [
  'ConfigurationItemChangeNotification',
  'OversizedConfigurationItemChangeNotification',
];

/** Whether changes of resources start the rule. */
export function isChangeTriggered({ messageTypes }: Pick<RuleDefinition, 'messageTypes'>): boolean {
  return messageTypes.some((type) => changes.includes(type));
}
