/** A refutation: the request that gets in, and what it was chosen by. */
import type { Catalogue } from '../condition/catalogue.ts';
import { describesCaller, type KeySpec } from '../condition/keys.ts';
import type { Request } from '../request.ts';
import { isUndocumented } from './world.ts';

export interface Finding {
  /** Index of the Allow statement that lets the witness in; null: it escapes every Deny, and an identity policy or authorizer may allow it. */
  readonly statementIndex: number | null;
  readonly witness: Request;
  /**
   * The condition keys that the request was chosen by, those of the caller left out, as AWS spells them. Neither `aws:SourceVpc` nor
   * `aws:SourceVpce` among them: any VPC and endpoint outside the trusted network will do.
   */
  readonly keys: readonly string[];
  /** Keys that the witness has to carry although AWS does not document, or not on all its pages, that such requests do; as AWS spells them. */
  readonly undocumentedKeys: readonly string[];
}

/** Those of the keys that the request carries and that do not describe the caller, as AWS spells them. */
export const decidingKeys = (keys: readonly KeySpec[], { context }: Request): readonly string[] =>
  keys.filter((spec) => spec.id in context && !describesCaller(spec)).map((spec) => spec.name);

export const undocumentedKeysOf = ({ caller, context }: Request, keys: Catalogue): readonly string[] =>
  Object.keys(context)
    .map(keys)
    .filter((spec) => isUndocumented(spec) || (caller.type === 'Anonymous' && describesCaller(spec)))
    .map((spec) => spec.name);
