/** The members of AWS Config's events that the rule needs, as Config spells them. All others are ignored. */
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const instant = z.iso.datetime({ offset: true });

/** Around every event. */
export const envelope = z.object({
  /** JSON. */
  invokingEvent: text,
  /** JSON. */
  ruleParameters: z.nullish(z.string()),
  resultToken: text,
  eventLeftScope: z.nullish(z.boolean()),
  configRuleArn: text,
  configRuleName: text,
  accountId: text,
});

export const messageKind = z.object({ messageType: text });

const members = {
  resourceType: text,
  resourceId: text,
  ARN: z.nullish(z.string()),
  configurationItemCaptureTime: instant,
  relationships: z.nullish(z.array(z.object({ resourceId: z.nullish(z.string()) }))),
};

export const change = z.object({ configurationItem: z.object({ ...members, configurationItemStatus: text }) });

export const oversizedChange = z.object({
  configurationItemSummary: z.object({ ...members, configurationItemStatus: z.nullish(text) }),
});

/** What both kinds of change tell of a resource. */
export type Item = z.output<typeof oversizedChange>['configurationItemSummary'];

export const schedule = z.object({ notificationCreationTime: instant });
