/** Members that many operations take, with the constraints of AWS Config's model. */
import { z } from 'zod';

const constraint = (rule: string): string => `failed to satisfy constraint: Member must ${rule}`;

/** Text of some length, both ends included. */
export const text = (shortest: number, longest: number): z.ZodString =>
  z
    .string()
    .min(shortest, constraint(`have length greater than or equal to ${shortest}`))
    .max(longest, constraint(`have length less than or equal to ${longest}`));

/** A list of some length, both ends included. */
export const list = <Member extends z.ZodType>(member: Member, fewest: number, most: number): z.ZodArray<Member> =>
  z
    .array(member)
    .min(fewest, constraint(`have length greater than or equal to ${fewest}`))
    .max(most, constraint(`have length less than or equal to ${most}`));

/** A whole number, both ends included. */
export const whole = (least: number, most: number): z.ZodNumber =>
  z
    .number()
    .int()
    .min(least, constraint(`have value greater than or equal to ${least}`))
    .max(most, constraint(`have value less than or equal to ${most}`));

/** A timestamp as the protocol writes it, in seconds; in milliseconds from here on. */
export const timestamp = z.number().transform((seconds) => Math.round(seconds * 1000));

export const configRuleName = text(1, 128).regex(/\S/, constraint('satisfy regular expression pattern: .*\\S.*'));
export const resourceType = text(1, 256);
export const resourceId = text(1, 768);
export const nextToken = z.string().optional();

export const packName = (longest: number): z.ZodString =>
  text(1, longest).regex(
    /^[a-zA-Z][-a-zA-Z0-9]*$/,
    constraint('satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*'),
  );

/** The key of a resource in the words of most operations. */
export const resourceKey = z.strictObject({ resourceType, resourceId });
/** The same in the words of those on remediation exceptions. */
export const exceptionKey = z.strictObject({ ResourceType: resourceType, ResourceId: text(1, 1024) });

export const complianceType = z.enum(['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA']);
export type ComplianceType = z.output<typeof complianceType>;
