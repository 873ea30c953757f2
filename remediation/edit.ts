/**
 * The edit: a policy document, and what is trusted, to the document with exactly one fence of ours. Everything else stays as it is and
 * where it is: statements in their order, `Id`, `Version`, foreign statements whatever their Sid. A statement that stands alone
 * becomes a list; a document that has the fence already comes back as it was.
 */
import { isList, isObject, type Json, type JsonObject } from '../policy/json-value.ts';
import { statementsIn } from './canonical.ts';
import { fenceSid, fenceStatement, trustedByFence, type Trusted } from './fence.ts';

export interface FencedDocument {
  readonly document: JsonObject;
  /** The fence as it stands in the document. */
  readonly fence: Json;
  /** How many statements of ours gave way to it. */
  readonly replaced: number;
  readonly isChanged: boolean;
}

/**
 * @param document null: the API has no policy
 * @param trusted at least one id
 * @param apiArn `arn:PARTITION:execute-api:REGION:ACCOUNT:APIID`; `execute-api:` where that is not known
 */
export function addFence(document: JsonObject | null, trusted: Trusted, apiArn: string): FencedDocument {
  const fence = fenceStatement(trusted, `${apiArn}/*`);
  if (document === null) {
    const created = { Version: '2012-10-17', Statement: [fence] };
    return { document: created, fence, replaced: 0, isChanged: true };
  }
  const statements = statementsIn(document);
  const own = statements.filter((statement) => trustedByFence(statement) !== null);
  const [only, ...more] = own;
  if (only !== undefined && more.length === 0 && saysTheSame(only, fence))
    return { document, fence: only, replaced: 0, isChanged: false };
  const named = { ...fence, Sid: freeSid(statements.filter((statement) => !own.includes(statement))) };
  return {
    document: { ...document, Statement: withFence(statements, own, named) },
    fence: named,
    replaced: own.length,
    isChanged: true,
  };
}

/** The fence takes the place of the first one that it replaces, else it comes last. */
function withFence(statements: readonly Json[], own: readonly Json[], fence: Json): readonly Json[] {
  const [first] = own;
  const kept = statements.filter((statement) => statement === first || !own.includes(statement));
  return first === undefined ? [...kept, fence] : kept.map((statement) => (statement === first ? fence : statement));
}

/** Every route of the API that carries the policy. */
const ownApi = 'execute-api:/*';

/** A fence that is written out may be of another API where it is not known which one this is: the verdict tells. */
function saysTheSame(one: Json, fence: JsonObject): boolean {
  if (!isObject(one)) return false;
  const ids = (statement: Json): string => [...new Set(trustedByFence(statement) ?? [])].sort().join();
  const resource = isList(one['Resource']) ? one['Resource'][0] : one['Resource'];
  const isOfApi = resource === fence['Resource'] || resource === ownApi || fence['Resource'] === ownApi;
  return ids(one) === ids(fence) && isOfApi;
}

/** Sids must differ within a policy. */
function freeSid(others: readonly Json[]): string {
  const taken = new Set(others.map((statement) => (isObject(statement) ? statement['Sid'] : undefined)));
  let sid = fenceSid;
  for (let number = 2; taken.has(sid); number += 1) sid = `${fenceSid}${number}`;
  return sid;
}

const numberOrString = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g;

/**
 * A number that would be written otherwise than it was read, such as `1.0` or one of twenty digits: a policy that holds one
 * cannot be written back as it was. Null: there is none.
 */
export function unfaithfulNumber(text: string): string | null {
  const numbers = (text.match(numberOrString) ?? []).filter((token) => !token.startsWith('"'));
  return numbers.find((token) => String(Number(token)) !== token) ?? null;
}
