/** How a recorder is set: which role it uses, and which types of resources it records. */
import { z } from 'zod';
import { invalidRecordingGroup } from '../errors.ts';
import { text } from '../input.ts';

const resourceTypes = z.array(z.string());

const recordingGroup = z.strictObject({
  allSupported: z.boolean().optional(),
  includeGlobalResourceTypes: z.boolean().optional(),
  resourceTypes: resourceTypes.optional(),
  exclusionByResourceTypes: z.strictObject({ resourceTypes: resourceTypes.optional() }).optional(),
  recordingStrategy: z
    .strictObject({
      useOnly: z
        .enum(['ALL_SUPPORTED_RESOURCE_TYPES', 'INCLUSION_BY_RESOURCE_TYPES', 'EXCLUSION_BY_RESOURCE_TYPES'])
        .optional(),
    })
    .optional(),
});

type RecordingGroup = z.output<typeof recordingGroup>;

/** Daily recording is not modelled. */
export const recorderSchema = z.strictObject({
  name: text(1, 256).optional(),
  roleARN: z.string().optional(),
  recordingGroup: recordingGroup.optional(),
  recordingMode: z.strictObject({ recordingFrequency: z.literal('CONTINUOUS') }).optional(),
});

export interface RecorderSettings {
  readonly name: string;
  readonly roleARN: string;
  readonly group: RecordingGroup;
}

/** What counts when no group is given. */
export const everyType: RecordingGroup = { allSupported: true, includeGlobalResourceTypes: false };

/** @throws ServiceError InvalidRecordingGroupException */
export function checkGroup(group: RecordingGroup): void {
  const chosen = group.resourceTypes ?? [];
  const excluded = group.exclusionByResourceTypes?.resourceTypes ?? [];
  const strategy = group.recordingStrategy?.useOnly ?? strategyOf(group);
  const isSound =
    strategy === 'ALL_SUPPORTED_RESOURCE_TYPES'
      ? group.allSupported === true && chosen.length === 0 && excluded.length === 0
      : group.allSupported !== true &&
        (strategy === 'INCLUSION_BY_RESOURCE_TYPES' ? chosen : excluded).length > 0 &&
        (strategy === 'INCLUSION_BY_RESOURCE_TYPES' ? excluded : chosen).length === 0;
  if (!isSound) throw invalidRecordingGroup('The recording group provided is not valid');
}

function strategyOf(group: RecordingGroup): string {
  if (group.allSupported === true) return 'ALL_SUPPORTED_RESOURCE_TYPES';
  return (group.exclusionByResourceTypes?.resourceTypes ?? []).length > 0
    ? 'EXCLUSION_BY_RESOURCE_TYPES'
    : 'INCLUSION_BY_RESOURCE_TYPES';
}

/** @param group one that `checkGroup` let pass */
export function records({ group }: RecorderSettings, resourceType: string): boolean {
  if (group.allSupported === true) return true;
  const excluded = group.exclusionByResourceTypes?.resourceTypes ?? [];
  if (excluded.length > 0) return !excluded.includes(resourceType);
  return (group.resourceTypes ?? []).includes(resourceType);
}
