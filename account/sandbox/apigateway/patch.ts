/**
 * Patch operations, as every Update operation takes them.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import { z } from 'zod';
import { badRequest } from './errors.ts';

/** All that the model knows; no resource supports every one. */
const op = z.enum(['add', 'remove', 'move', 'test', 'replace', 'copy']);

export const patchOperations = z
  .array(z.strictObject({ op, path: z.string(), value: z.string().optional(), from: z.string().optional() }))
  .default([]);

export type PatchOperation = z.output<typeof patchOperations>[number];
type Op = PatchOperation['op'];

/** How one kind of path is patched. */
export interface Patcher<Target> {
  /** Groups are the path's variable parts, still escaped. */
  readonly path: RegExp;
  readonly ops: readonly Op[];
  /** @param parts the groups, unescaped */
  readonly apply: (target: Target, patch: PatchOperation, parts: readonly string[]) => Target;
}

/** Applies all or none. @throws ServiceError BadRequestException for a path or an operation that is not supported */
export function patched<Target>(
  target: Target,
  patches: readonly PatchOperation[],
  patchers: readonly Patcher<Target>[],
): Target {
  return patches.reduce((current, patch) => {
    for (const { path, ops, apply } of patchers) {
      const found = path.exec(patch.path);
      if (found === null) continue;
      if (!ops.includes(patch.op))
        throw badRequest(`Invalid patch operation specified. Must be one of: [${ops.join(', ')}]`);
      return apply(current, patch, found.slice(1).map(unescape));
    }
    throw badRequest(`Invalid patch path ${patch.path}`);
  }, target);
}

/** A part of a path as JSON Pointer has it. */
export const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** @throws ServiceError BadRequestException when there is none; AWS's words for that are not on record */
export function valueOf({ path, value }: PatchOperation): string {
  if (value === undefined) throw badRequest(`Invalid patch value specified for path ${path}: it is missing`);
  return value;
}
