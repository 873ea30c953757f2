/** What the runbook's steps hand to the function, and what the function hands back. In: unknown. Out: which step, with what. */
import * as z from 'zod/mini';
import { describeIssue } from './issue.ts';

const values = z.array(z.string());

const parameters = {
  RestApiId: z.string(),
  TrustedVpcIds: values,
  TrustedVpcEndpointIds: values,
  StageNames: values,
  PendingChanges: z.string(),
  DryRun: z.string(),
};

/** JSON text, or what Systems Manager may have made of it. */
const record = z.union([z.string(), z.record(z.string(), z.unknown())]);

const schema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('ReadParameters'), ...parameters }),
  z.strictObject({ step: z.literal('Snapshot'), RestApiId: z.string() }),
  z.strictObject({
    step: z.literal('Plan'),
    executionId: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
    ...parameters,
  }),
  z.strictObject({ step: z.literal('CheckUnchanged'), record }),
  z.strictObject({ step: z.literal('PatchPolicy'), record, after: z.string() }),
  z.strictObject({ step: z.literal('Redeploy'), record }),
  z.strictObject({ step: z.literal('Verify'), record }),
  z.strictObject({ step: z.literal('RollBack'), record }),
  z.strictObject({ step: z.literal('AskConfig') }),
]);

export type StepEvent = z.infer<typeof schema>;
export type StepName = StepEvent['step'];

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: StepEvent }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

export function readEvent(value: unknown): ReadEvent {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { kind: 'event', event: parsed.data }
    : { kind: 'problems', problems: parsed.error.issues.map((issue) => describeIssue(issue, 'event')) };
}

/** Every step ends with a status, which the runbook branches on, and with a sentence for people. */
export interface StepResult {
  readonly status: string;
  readonly message: string;
  readonly [member: string]: string | readonly string[];
}
