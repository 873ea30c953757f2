/**
 * Policies as search problems: which demands and clauses say "this statement allows, and no Deny stops it" and "this policy does
 * not allow it". Readings are chosen here: a proof takes unclear parts at their worst, a refutation at their best.
 */
import type { Reading } from '../bounds.ts';
import { keySpec } from '../condition/keys.ts';
import { textValues, type KeyTest } from '../condition/valueset.ts';
import type { Policy, Statement } from '../document.ts';
import type { TrustedNetwork } from '../request.ts';
import { literal } from '../text/pattern.ts';
import { anyOf } from '../text/textset.ts';
import { encodeStatement, type EncodingContext } from './encode.ts';
import { complementLiteral, type Literal } from './literal.ts';
import type { Clause } from './search.ts';

/** Where requests come from. */
export type Scope = 'outside' | 'inside' | 'anywhere';

/** `possible`: whatever may be let in is; `certain`: only what must be. */
export type Certainty = 'possible' | 'certain';

export interface Problem {
  readonly demands: readonly Literal[];
  readonly clauses: readonly Clause[];
}

export const allowReading = (certainty: Certainty): Reading => (certainty === 'possible' ? 'may' : 'must');
export const denyReading = (certainty: Certainty): Reading => (certainty === 'possible' ? 'must' : 'may');

export const statementsOf = (policy: Policy, effect: 'Allow' | 'Deny'): readonly Statement[] =>
  policy.statements.filter((statement) => statement.effect === effect);

export function scopeProblem(scope: Scope, trusted: TrustedNetwork): Problem {
  if (scope === 'anywhere') return { demands: [], clauses: [] };
  const inside: Literal[] = [{ kind: 'place', inside: true }];
  if (trusted.ownAccount !== null) inside.push(ownedBy(trusted.ownAccount));
  if (scope === 'outside') return { demands: inside.map(complementLiteral), clauses: [] };
  return { demands: [], clauses: [inside.map((one) => [one])] };
}

/** The endpoint's owner is the account; holds only when the request says so. */
function ownedBy(account: string): Literal {
  const test: KeyTest = { quantifier: 'one', absent: false, values: textValues(anyOf([literal(account)])) };
  return { kind: 'key', spec: keySpec('aws:VpceAccount'), test };
}

/** No Deny statement matches. */
export function undenied(policy: Policy, context: EncodingContext, reading: Reading): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const statement of policy.statements) {
    const literals = statement.effect === 'Deny' ? encodeStatement(statement, context, reading) : null;
    if (literals !== null) clauses.push(someFails(literals));
  }
  return clauses;
}

const someFails = (literals: readonly Literal[]): Clause => literals.map((literal) => [complementLiteral(literal)]);

/**
 * The ways in which a policy does not let a request in: each of its Deny statements, and no Allow statement at all.
 * `allowed` false: an identity policy may allow, so only a Deny counts.
 */
export function refusals(
  policy: Policy,
  context: EncodingContext,
  certainty: Certainty,
  policyOnly: boolean,
): readonly Problem[] {
  const byDeny = statementsOf(policy, 'Deny').flatMap((statement): Problem[] => {
    const demands = encodeStatement(statement, context, allowReading(certainty));
    return demands === null ? [] : [{ demands, clauses: [] }];
  });
  if (!policyOnly) return byDeny;
  const clauses = statementsOf(policy, 'Allow').flatMap((statement) => {
    const literals = encodeStatement(statement, context, denyReading(certainty));
    return literals === null ? [] : [someFails(literals)];
  });
  return [...byDeny, { demands: [], clauses }];
}
