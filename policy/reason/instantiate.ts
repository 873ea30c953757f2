/**
 * Policy variables in a refutation: a proof reads them at their worst, but a witness may be found by fixing what they stand for.
 * Comes out: the policy with its variables replaced by concrete values, and the demands that the request carry those values.
 */
import type { Catalogue } from '../condition/catalogue.ts';
import type { KeySpec } from '../condition/keys.ts';
import { fillTemplate, hasVariable, readTemplate, type Piece } from '../condition/template.ts';
import { noValue, textValues, type KeyTest } from '../condition/valueset.ts';
import { decidingVariables, usesVariables } from '../condition/variables.ts';
import { variableReading, type Condition, type Policy, type ResourceEntry, type Statement } from '../document.ts';
import type { Context, TrustedNetwork } from '../request.ts';
import { literal } from '../text/pattern.ts';
import { anyOf } from '../text/textset.ts';
import { anyTextDomain, textDomain } from '../condition/domains.ts';
import { complementLiteral, type Literal } from './literal.ts';
import type { Clause } from './search.ts';

export interface Instance {
  readonly policy: Policy;
  readonly demands: readonly Literal[];
}

/** A value for each variable's key, by id; null: the key is absent. */
type Values = ReadonlyMap<string, string | null>;

const mostInstances = 200;

/** How many ids of the network, and how many values of the policy, are tried. */
const mostConstants = 12;

/** The keys that variables of the policy stand for; none where variables are plain text. */
export function variableKeys(policy: Policy, keys: Catalogue): readonly KeySpec[] {
  if (variableReading(policy) !== 'substituted' || !policy.statements.some(usesVariables)) return [];
  const named = policy.statements.flatMap(decidingVariables);
  return [...new Set(named)].map(keys);
}

/** The policy as it reads for requests that carry the same values as this one. */
export function instanceOf(policy: Policy, keys: readonly KeySpec[], context: Context): Instance {
  const valueOf = (value: string | readonly string[] | undefined): string | null =>
    typeof value === 'string' ? value : null;
  return instance(policy, keys, new Map(keys.map((spec) => [spec.id, valueOf(context[spec.id])])));
}

/** Where to look for values. */
export interface Clues {
  /** Of a request that nearly gets in. */
  readonly context: Context;
  /** The VPC that an endpoint lies in: a variable may have to stand for either. */
  readonly facts: TrustedNetwork['endpoints'];
}

/** Instances worth trying for a witness, in a fixed order, at most 200. */
export function* likelyInstances(
  policy: Policy,
  keys: readonly KeySpec[],
  { context, facts }: Clues,
): Generator<Instance> {
  if (keys.length === 0) return;
  const constants = [...[...facts].flat().slice(0, mostConstants), ...literalsOf(policy)];
  const choices = keys.map((spec) => candidates(spec, [context[spec.id]].flat()[0], constants));
  for (const values of assignments(keys, choices)) yield instance(policy, keys, values);
}

function instance(policy: Policy, keys: readonly KeySpec[], values: Values): Instance {
  const demands = keys.map((spec): Literal => ({
    kind: 'key',
    spec,
    test: isValue(values.get(spec.id) ?? null),
  }));
  return { policy: substitute(policy, values), demands };
}

/** Some variable's key has another value. */
export const unlike = ({ demands }: Instance): Clause => demands.map((demand) => [complementLiteral(demand)]);

const isValue = (value: string | null): KeyTest =>
  value === null
    ? { quantifier: 'one', absent: true, values: noValue }
    : { quantifier: 'one', absent: false, values: textValues(anyOf([literal(value)])) };

function* assignments(specs: readonly KeySpec[], choices: readonly (readonly (string | null)[])[]): Generator<Values> {
  const count = Math.min(
    mostInstances,
    choices.reduce((product, one) => product * one.length, 1),
  );
  for (let number = 0; number < count; number += 1) {
    let rest = number;
    const values = new Map<string, string | null>();
    for (const [i, spec] of specs.entries()) {
      const options = choices[i] ?? [null];
      values.set(spec.id, options[rest % options.length] ?? null);
      rest = Math.floor(rest / options.length);
    }
    yield values;
  }
}

/** What the key can be at all: a stranger's ids early, because variables are mostly compared with ids of the network. */
function candidates(spec: KeySpec, like: string | undefined, constants: readonly string[]): readonly (string | null)[] {
  const domain = textDomain(spec.type) ?? anyTextDomain;
  const strangers = ['vpc-id', 'vpc-endpoint-id', 'account-id'] as const;
  const ids = strangers.flatMap((type) => textDomain(type)?.guesses.slice(0, 1) ?? []);
  const texts = [...domain.guesses.slice(0, 2), ...ids, 'someone', ...constants];
  const known = (like === undefined ? texts : [like, ...texts]).filter(domain.has);
  return [...new Set([...known, ...(spec.presence === 'always' ? [] : [null])])];
}

/** In alphabetical order, so that the order of statements means nothing. */
function literalsOf(policy: Policy): readonly string[] {
  const values = policy.statements.flatMap((statement) =>
    statement.conditions.flatMap((condition) => (condition.kind === 'test' ? condition.values : [])),
  );
  return [...new Set(values.filter((value) => !hasVariable(value)))].sort().slice(0, mostConstants);
}

function substitute(policy: Policy, values: Values): Policy {
  return {
    ...policy,
    statements: policy.statements.map((statement) => substituteStatement(statement, values)),
  };
}

function substituteStatement(statement: Statement, values: Values): Statement {
  const text = (one: string): string => substituteText(one, values);
  const { resource } = statement;
  return {
    ...statement,
    resource:
      resource.kind === 'list'
        ? { ...resource, entries: resource.entries.map((entry) => substituteEntry(entry, text)) }
        : resource,
    conditions: statement.conditions.map((condition): Condition =>
      condition.kind === 'test' ? { ...condition, values: condition.values.map(text) } : condition,
    ),
  };
}

/** What is unclear stays so, whatever its variables stand for. */
function substituteEntry(entry: ResourceEntry, text: (one: string) => string): ResourceEntry {
  if (!hasVariable(entry.text) || entry.kind === 'all' || entry.kind === 'unmodelled') return entry;
  const read = { ...entry, text: text(entry.text) };
  return read.kind === 'own' ? { ...read, route: text(read.route) } : read;
}

/** A text that stays as it is keeps its variable, and so its unclear meaning. */
function substituteText(text: string, values: Values): string {
  const template = hasVariable(text) ? readTemplate(text) : null;
  return template === null
    ? text
    : fillTemplate(template, (key) => values.get(key) ?? undefined)
        .map(written)
        .join('');
}

/** What was put in for a variable is plain text, so its special characters are written as variables of their own. */
function written(piece: Piece): string {
  switch (piece.kind) {
    case 'plain':
      return piece.text;
    case 'verbatim':
      return piece.text.replace(/[*?$]/g, (char) => `\${${char}}`);
    case 'variable':
      return `\${${piece.key}}`;
  }
}
