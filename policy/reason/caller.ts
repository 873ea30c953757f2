/**
 * The caller of a request with all the keys that describe it, decided together. Kinds of caller are tried in turn, the anonymous
 * one first; for an IAM principal every demand on account, type or name becomes one on its ARN.
 */
import { anonymousValue, type KeySpec } from '../condition/keys.ts';
import { valueSetHas, type KeyTest, type ValueSet } from '../condition/valueset.ts';
import type { ApiIdentity, Caller, Context, PrincipalType } from '../request.ts';
import type { Budget } from '../text/budget.ts';
import { findText, type Found } from '../text/find.ts';
import type { Pattern } from '../text/pattern.ts';
import { anyOf, complementText, type TextSet } from '../text/textset.ts';
import { accountPattern, arnShape, userNamePatterns, type SignedType } from './callerarn.ts';
import { strangerAccount } from '../condition/domains.ts';
import { findKeyValue } from './keyvalue.ts';
import { literalHolds, type Literal, type Part } from './literal.ts';
import type { PrincipalSet } from './principals.ts';

const anonymous: Part = { caller: { type: 'Anonymous' }, context: {} };
const signedTypes: readonly SignedType[] = ['User', 'AssumedRole', 'Account', 'FederatedUser'];

export interface CallerDomain {
  /** Its partition is that of its callers. */
  readonly api: ApiIdentity;
  /** Whether an unsigned request may carry keys of the caller. */
  readonly undocumentedKeys: boolean;
}

export function findCaller(literals: readonly Literal[], domain: CallerDomain, budget: Budget): Found<Part> {
  const unsigned = findAnonymous(literals, domain);
  if (unsigned !== null) return { kind: 'found', value: unsigned };
  const { partition } = domain.api;
  let gaveUp = false;
  for (const type of signedTypes) {
    for (const sessionName of type === 'AssumedRole' ? sessionNames(literals) : ['']) {
      const found = findSigned({ type, partition, sessionName }, literals, budget);
      if (found.kind === 'found') return found;
      gaveUp ||= found.kind === 'gave-up';
    }
  }
  return gaveUp ? { kind: 'gave-up' } : { kind: 'none', core: literals.map((_, i) => i) };
}

/** Without keys wherever that will do. */
function findAnonymous(literals: readonly Literal[], { undocumentedKeys }: CallerDomain): Part | null {
  const broken = literals.filter((literal) => !literalHolds(literal, anonymous));
  if (broken.length === 0) return anonymous;
  const context: Record<string, string> = {};
  for (const literal of broken) {
    const value = literal.kind === 'key' && undocumentedKeys ? anonymousValue(literal.spec) : null;
    if (literal.kind !== 'key' || value === null) return null;
    context[literal.spec.id] = value;
  }
  const part: Part = { caller: { type: 'Anonymous' }, context };
  return literals.every((literal) => literalHolds(literal, part)) ? part : null;
}

const usualSession = 'session';

/** Sessions are only ever compared for equality, so the ones that are named and one other stand for all. */
function sessionNames(literals: readonly Literal[]): readonly string[] {
  const named = new Set<string>();
  for (const literal of literals) {
    if (literal.kind !== 'principal') continue;
    for (const { sessionName } of literal.principals.callers) if (sessionName !== null) named.add(sessionName);
  }
  let other = usualSession;
  while (named.has(other)) other += 'x';
  return [other, ...named];
}

const none: Found<never> = { kind: 'none', core: [] };

interface Kind {
  readonly type: SignedType;
  readonly partition: string | null;
  readonly sessionName: string;
}

function findSigned({ type, partition, sessionName }: Kind, literals: readonly Literal[], budget: Budget): Found<Part> {
  const arnSets: TextSet[] = [];
  const tests = new Map<string, { readonly spec: KeySpec; readonly tests: KeyTest[] }>();
  for (const literal of literals) {
    const set = arnSetOf(literal, type, sessionName);
    if (set === 'never') return none;
    if (set === 'elsewhere' && literal.kind === 'key') {
      const entry = tests.get(literal.spec.id) ?? { spec: literal.spec, tests: [] };
      entry.tests.push(literal.test);
      tests.set(literal.spec.id, entry);
    } else if (typeof set !== 'string') arnSets.push(set);
  }
  const context = findContext([...tests.values()], budget);
  if (context.kind !== 'found') return context;
  const shape = arnShape(type, partition);
  const guesses = shape.guesses(accountsOf(literals));
  const arn = findText(shape, arnSets, (number) => guesses[number] ?? null, budget);
  if (arn.kind !== 'found') return arn;
  return { kind: 'found', value: signedPart(callerOf(type, arn.value, sessionName), context.value) };
}

/**
 * What a literal demands of the ARN, given the kind of caller. `never`: it cannot hold. `always`: it does. `elsewhere`: it is about a
 * key that the ARN does not determine.
 */
function arnSetOf(literal: Literal, type: SignedType, sessionName: string): TextSet | 'never' | 'always' | 'elsewhere' {
  if (literal.kind === 'principal') return principalArns(literal.principals, type, sessionName);
  if (literal.kind !== 'key') return 'always';
  const { spec, test } = literal;
  switch (spec.type) {
    case 'principal-type':
      return valueSetHas(test.values, type) ? 'always' : 'never';
    case 'principal-arn':
      return liftValues(test.values, (pattern) => [pattern]);
    case 'principal-account':
      return liftValues(test.values, accountPattern);
    case 'user-name':
      if (type !== 'User') return test.absent ? 'always' : 'never';
      return liftValues(test.values, userNamePatterns);
    default:
      return 'elsewhere';
  }
}

/** @param lift from a pattern on the key's value to patterns on the ARN */
function liftValues(values: ValueSet, lift: (pattern: Pattern) => readonly Pattern[]): TextSet | 'never' | 'always' {
  if (values.kind === 'constant') return values.holds ? 'always' : 'never';
  if (values.kind !== 'text') return 'never';
  return { patterns: values.set.patterns.flatMap(lift), negated: values.set.negated };
}

function principalArns(set: PrincipalSet, type: SignedType, sessionName: string): TextSet | 'never' | 'always' {
  if (set.reach !== 'listed') return set.negated ? 'never' : 'always';
  const callers = set.callers.filter(
    (one) => (one.type === 'any' || one.type === type) && (one.sessionName === null || one.sessionName === sessionName),
  );
  const arns = anyOf(callers.map((one) => one.arn));
  return set.negated ? complementText(arns) : arns;
}

function accountsOf(literals: readonly Literal[]): readonly string[] {
  const named = literals.flatMap((literal) => {
    if (literal.kind === 'principal') return literal.principals.callers.map((one) => one.accountId);
    if (literal.kind !== 'key' || literal.test.values.kind !== 'text') return [];
    return literal.test.values.set.patterns.flatMap((pattern) => (pattern.form === 'literal' ? [pattern.text] : []));
  });
  return [strangerAccount, ...named.filter((account) => /^[0-9]+$/.test(account))];
}

function findContext(
  keys: readonly { readonly spec: KeySpec; readonly tests: readonly KeyTest[] }[],
  budget: Budget,
): Found<Context> {
  const context: Record<string, string | readonly string[]> = {};
  for (const { spec, tests } of keys) {
    const found = findKeyValue(spec, tests, spec.presence === 'signed' ? 'always' : 'optional', budget);
    if (found.kind !== 'found') return found;
    if (found.value !== undefined) context[spec.id] = found.value;
  }
  return { kind: 'found', value: context };
}

type SignedCaller = Exclude<Caller, { type: 'Anonymous' }>;

function callerOf(type: SignedType, arn: string, sessionName: string): SignedCaller {
  const accountId = arn.split(':')[4] ?? '';
  return type === 'AssumedRole' ? { type, arn, accountId, sessionName } : { type, arn, accountId };
}

const usualUserId = 'AIDAXXXXXXXXXXXXXXXXX';

function signedPart(caller: SignedCaller, context: Context): Part {
  const name = caller.type === 'User' ? { 'aws:username': caller.arn.split('/').at(-1) ?? '' } : {};
  const type: PrincipalType = caller.type;
  const described = {
    'aws:principaltype': type,
    'aws:principalarn': caller.arn,
    'aws:principalaccount': caller.accountId,
  };
  return { caller, context: { 'aws:userid': usualUserId, ...context, ...described, ...name } };
}
