/**
 * `Fn::ImportValue` in packs: https://docs.aws.amazon.com/config/latest/developerguide/cpack-prerequisites.html
 * CloudFormation is no part of the sandbox, so who stands for a stack says what it exports.
 */
import { ServiceError } from '../../core/errors.ts';
import { regional, type Region } from '../../core/world.ts';

/** What stands under the name of an export. */
export type Imports = (name: string) => string;

/** What the stacks of an account and Region export, by name. */
export const exportsOf = regional(() => new Map<string, string>());

/** While a template is checked, before it is deployed anywhere: the name stands for the value. */
export const unresolved: Imports = (name) => name;

/** @throws ServiceError for a name that no stack exports */
export const importsIn =
  (region: Region): Imports =>
  (name) => {
    const value = exportsOf(region).get(name);
    if (value === undefined) throw new ServiceError('ValidationError', 400, `No export named ${name} found`);
    return value;
  };
