/**
 * What can be set: in the `context` of cdk.json, as `-c name=value`, or in code. Texts, as the command line gives them, and typed values
 * mean the same. Whatever is unknown or malformed is refused by name before anything is synthesised.
 */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import { attempts } from '../conformance-pack/template.ts';
import { ParameterError, parseParameters, ruleParameters, type ParameterName } from '../rule/parameters.ts';

export const schedules = ['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'] as const;

/** How long CloudWatch Logs keeps logs, in days; for ever is left out. */
export const retentions = Object.values(RetentionDays).flatMap((days): readonly number[] =>
  typeof days === 'number' && days !== RetentionDays.INFINITE ? [days] : [],
);

const shown = (value: unknown): string => (typeof value === 'string' ? `\`${value}\`` : JSON.stringify(value));

const expected =
  (what: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    `expected ${what}, not ${shown(input)}`;

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: expected('true or false'),
});

const whole = (least: number, most: number): z.ZodType<number> => {
  const error = expected(`a whole number from ${String(least)} to ${String(most)}`);
  const given = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)], { error });
  return given.pipe(z.number({ error }).int({ error }).min(least, { error }).max(most, { error }));
};

const retention = whole(1, Math.max(...retentions)).pipe(
  z.number().refine((days) => retentions.includes(days), {
    error: expected(`a number of days that CloudWatch Logs has (${retentions.join(', ')})`),
  }),
);

const arn = (what: string, pattern: RegExp): z.ZodType<string> =>
  z.string().regex(pattern, { error: expected(`the ARN of ${what}`) });

const split = (text: string): readonly string[] => text.split(',').map((part) => part.trim());

const account = z.string().regex(/^\d{12}$/, { error: expected('an account id, twelve digits') });

const accounts = z
  .union([z.array(z.string()), z.string().transform(split)], { error: expected('account ids') })
  .pipe(z.array(account).readonly());

const operation = z.strictObject({
  /** How often all APIs are evaluated, changes aside. What it costs: docs/organisation.md. */
  schedule: z.enum(schedules, { error: expected(schedules.join(', ')) }).default('One_Hour'),
  /** Whether Config starts the remediation by itself. */
  automatic: flag.default(false),
  /** How often it tries, and for how long, before it leaves the API to people. */
  maximumAutomaticAttempts: whole(1, 25).default(attempts.maximumAutomaticAttempts),
  retryAttemptSeconds: whole(1, 2_678_000).default(attempts.retryAttemptSeconds),
  /** How long changes of APIs gather before the fast path asks for an evaluation: every one costs as much as a scheduled run. */
  fastPathDelaySeconds: whole(60, 900).default(60),
  /** Accounts that the organisation's pack leaves out. */
  excludedAccounts: accounts.default([]),
  /** Whose id the role in the organisation's pack carries, for Config to replace; left out: the account that the pack is put from. */
  managementAccountId: account.optional(),
  logRetentionInDays: retention.default(30),
  /** False for an account whose quota of concurrent executions is too small to keep some back. */
  reserveConcurrency: flag.default(true),
  /** Encrypts logs, queues and environment variables. Its policy has to let CloudWatch Logs and EventBridge use it. */
  kmsKeyArn: arn(
    'a KMS key',
    /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/(mrk-[\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/,
  ).optional(),
  permissionsBoundaryArn: arn('an IAM policy', /^arn:[\w-]+:iam::(\d{12}|aws):policy\/\S+$/).optional(),
  /** Alarms report to it. */
  alarmTopicArn: arn('an SNS topic', /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}$/).optional(),
  /** Tells several installations in one account apart. */
  nameSuffix: z
    .string()
    .regex(/^([A-Za-z0-9][A-Za-z0-9-]{0,19})?$/, { error: expected('at most 20 letters, digits and hyphens') })
    .default(''),
});

/** A list, a text with commas, or a switch. The rule takes texts, and its own reader judges them. */
const ruleParameter = z.union(
  [z.string(), z.boolean().transform(String), z.array(z.string()).transform((ids) => ids.join(','))],
  { error: expected('a text, a list of texts, true or false') },
);

export type InputParameters = Readonly<Partial<Record<ParameterName, string>>>;

export interface Settings extends Readonly<z.infer<typeof operation>> {
  /** What the rule is told: only what was set. */
  readonly inputParameters: InputParameters;
  /** The same ids, for the remediation. */
  readonly trustedVpcIds: readonly string[];
  readonly trustedVpcEndpointIds: readonly string[];
}

/** A setting that is unknown or malformed. Its message names each of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(problems: readonly string[]) {
    super(`the settings cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
}

const isParameterName = (name: string): name is ParameterName => Object.hasOwn(ruleParameters, name);

/** @throws SettingsError */
export function readSettings(given: Readonly<Record<string, unknown>>): Settings {
  const entries = Object.entries(given);
  const installed = operation.safeParse(Object.fromEntries(entries.filter(([name]) => !isParameterName(name))));
  const rule = z
    .partialRecord(z.enum(Object.keys(ruleParameters).filter(isParameterName)), ruleParameter)
    .safeParse(Object.fromEntries(entries.filter(([name]) => isParameterName(name))));
  if (!installed.success || !rule.success)
    throw new SettingsError([...problemsOf(installed.error), ...problemsOf(rule.error)]);
  return { ...installed.data, ...readRule(rule.data) };
}

const problemsOf = (error: z.ZodError | undefined): readonly string[] =>
  error?.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${key}: there is no such setting; there are ${settingNames.join(', ')}`)
      : [`${issue.path.join('.')}: ${issue.message}`],
  ) ?? [];

const settingNames = [...Object.keys(operation.shape), ...Object.keys(ruleParameters)];

function readRule(
  given: InputParameters,
): Pick<Settings, 'inputParameters' | 'trustedVpcIds' | 'trustedVpcEndpointIds'> {
  const inputParameters = Object.fromEntries(Object.entries(given).filter(([, text]) => text.trim() !== ''));
  try {
    const { trustedVpcIds, trustedVpcEndpointIds } = parseParameters(JSON.stringify(inputParameters));
    return { inputParameters, trustedVpcIds, trustedVpcEndpointIds };
  } catch (error) {
    throw error instanceof ParameterError ? new SettingsError([error.message]) : error;
  }
}

/**
 * The settings among all that the CDK keeps in its context. Its own names have a colon, a slash or a hyphen; a plain word is meant as a
 * setting, so that a misspelt one does not go unnoticed.
 * @throws SettingsError
 */
export function settingsInContext(context: unknown): Settings {
  const all = z.record(z.string(), z.unknown()).parse(context);
  return readSettings(Object.fromEntries(Object.entries(all).filter(([name]) => /^[A-Za-z]\w*$/.test(name))));
}
