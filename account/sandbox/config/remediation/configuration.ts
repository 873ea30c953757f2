/** What is done about a rule's NON_COMPLIANT resources: one configuration for each rule. */
import { z } from 'zod';
import { regional } from '../../core/world.ts';
import { configRuleName, list, text, whole } from '../input.ts';

const parameterValue = z.strictObject({
  ResourceValue: z.strictObject({ Value: z.literal('RESOURCE_ID') }).optional(),
  StaticValue: z.strictObject({ Values: list(text(1, 256), 0, 25) }).optional(),
});
export type ParameterValue = z.output<typeof parameterValue>;

const percentage = whole(1, 100).optional();

export const remediationSchema = z.strictObject({
  ConfigRuleName: configRuleName,
  TargetType: z.literal('SSM_DOCUMENT'),
  TargetId: text(1, 256),
  TargetVersion: z.string().optional(),
  Parameters: z
    .record(text(1, 256), parameterValue)
    .refine((parameters) => Object.keys(parameters).length <= 25, 'Member must have length less than or equal to 25')
    .optional(),
  ResourceType: z.string().optional(),
  Automatic: z.boolean().optional(),
  ExecutionControls: z
    .strictObject({
      SsmControls: z
        .strictObject({ ConcurrentExecutionRatePercentage: percentage, ErrorPercentage: percentage })
        .optional(),
    })
    .optional(),
  MaximumAutomaticAttempts: whole(1, 25).optional(),
  RetryAttemptSeconds: whole(1, 2_678_000).optional(),
});
export type RemediationInput = z.output<typeof remediationSchema>;

export interface RemediationConfiguration {
  readonly arn: string;
  readonly ruleName: string;
  readonly documentName: string;
  readonly documentVersion: string | undefined;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly resourceType: string | undefined;
  /** Null: it is started by hand. */
  readonly automatic: { readonly mostAttempts: number; readonly windowSeconds: number } | null;
  /** How many of the rule's NON_COMPLIANT resources are worked on at a time, in percent; at least one is. */
  readonly concurrencyPercentage: number;
  /** The share of failures among those started together above which the rest is not begun, in percent. */
  readonly errorPercentage: number;
  /** As it was put. */
  readonly input: RemediationInput;
  /** The service whose configuration it is, such as a conformance pack's; null: the account's own. */
  readonly createdBy: string | null;
}

/** By the rule's name. */
export const configurationsOf = regional(() => new Map<string, RemediationConfiguration>());
