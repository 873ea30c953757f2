/** Tags as EC2 takes and gives them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TagSpecification.html */
import { z } from 'zod';
import type { OutputRecord } from '../core/values.ts';
import type { Tags } from './network.ts';
import { invalidParameter } from './refusals.ts';

export const tagMembers = {
  TagSpecifications: z
    .array(
      z.strictObject({
        ResourceType: z.string(),
        Tags: z.array(z.strictObject({ Key: z.string().min(1).max(127), Value: z.string().max(255).default('') })),
      }),
    )
    .optional(),
};

/** @throws ServiceError when a specification is for another type of resource */
export function tagsFor(
  resourceType: string,
  { TagSpecifications = [] }: { readonly TagSpecifications?: z.output<typeof tagMembers.TagSpecifications> },
): Tags {
  const other = TagSpecifications.find((specification) => specification.ResourceType !== resourceType);
  if (other !== undefined)
    throw invalidParameter(`'${other.ResourceType}' is not a valid taggable resource type for this operation.`);
  return Object.fromEntries(TagSpecifications.flatMap(({ Tags }) => Tags.map(({ Key, Value }) => [Key, Value])));
}

export const wireTags = (tags: Tags): readonly OutputRecord[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
