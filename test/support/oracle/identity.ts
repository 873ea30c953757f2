// In: what is told of the API, and the policy. Out: the parts of the API's ARN as the question leaves them open.
// Promise: a told part is that text; in the possible reading an untold one is free; in the certain reading it is one of
// the literal values that the policy's execute-api ARNs have in that part and that the part can have, or free if there
// is none (§4.4).
import { ALPHANUMERIC, DIGITS, LOWER_DIGITS_HYPHEN, LOWER_HYPHEN, madeOf } from './alphabet.ts';
import { dialectOf, listOf, statementsOf } from './document.ts';
import { atomPart, literal } from './text.ts';
import type { CharSet } from './alphabet.ts';
import type { OracleQuestion } from './question.ts';
import type { Part } from './text.ts';
import type { World } from './world.ts';

export interface Identity {
  readonly partition: readonly Part[];
  readonly region: readonly Part[];
  readonly account: readonly Part[];
  readonly api: readonly Part[];
}

interface Field {
  readonly note: string;
  readonly prefix: string;
  readonly of: CharSet;
  readonly min: 0 | 1;
  /** The field's text in an ARN split at its colons, undefined where the ARN ends before it. */
  readonly pick: (parts: readonly string[]) => string | undefined;
}

const FIELDS = {
  partition: { note: 'partition', prefix: 'aws', of: LOWER_HYPHEN, min: 0, pick: (parts) => parts[1] },
  region: { note: 'region', prefix: '', of: LOWER_DIGITS_HYPHEN, min: 1, pick: (parts) => parts[3] },
  account: { note: 'API account', prefix: '', of: DIGITS, min: 1, pick: (parts) => parts[4] },
  api: { note: 'API id', prefix: '', of: ALPHANUMERIC, min: 1, pick: apiIdIn },
} satisfies Record<keyof Identity, Field>;

function apiIdIn(parts: readonly string[]): string | undefined {
  return parts.length < 6 ? undefined : parts.slice(5).join(':').split('/')[0];
}

export function identityOf(world: World, question: OracleQuestion): Identity {
  const { partition, region, accountId, restApiId } = question.api;
  const arns = question.reading === 'certain' ? resourceArns(question.policy) : [];
  return {
    partition: identityPart(world, FIELDS.partition, partition, arns),
    region: identityPart(world, FIELDS.region, region, arns),
    account: identityPart(world, FIELDS.account, accountId, arns),
    api: identityPart(world, FIELDS.api, restApiId, arns),
  };
}

/** Split at the colons; those of a policy variable do not count. */
function resourceArns(policy: unknown): readonly string[][] {
  const variable = dialectOf(policy) === 'plain' ? /$^/g : /\$\{[^}]*\}/g;
  const resources = statementsOf(policy).flatMap((statement) => [
    ...listOf(statement['Resource']),
    ...listOf(statement['NotResource']),
  ]);
  return resources
    .filter((text) => typeof text === 'string' && text.startsWith('arn:'))
    .map((text) => String(text).replace(variable, '${}').split(':'))
    .filter((parts) => parts[2] === 'execute-api');
}

function identityPart(world: World, field: Field, told: string | null, arns: readonly string[][]): Part[] {
  if (told !== null) return [literal(told)];
  const named = [...new Set(arns.map((arn) => field.pick(arn)))].filter((text) => canBe(field, text));
  const [first] = named;
  if (first === undefined) {
    const atom = world.atom(`${field.note} after '${field.prefix}'`, { of: field.of, min: field.min });
    return [literal(field.prefix), atomPart(atom)];
  }
  if (named.length === 1) return [literal(first)];
  const which = world.scalar(`which ${field.note}`, 'Int', [0n, BigInt(named.length - 1)]);
  return [{ kind: 'choice', options: named.map((text, at) => ({ text, when: `(= ${which} ${at})` })) }];
}

function canBe(field: Field, text: string | undefined): text is string {
  if (!text?.startsWith(field.prefix)) return false;
  const rest = text.slice(field.prefix.length);
  return rest.length >= field.min && madeOf(field.of, rest);
}
