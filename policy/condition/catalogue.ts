/**
 * The keys that some policies use, with the type of those that AWS does not list taken from how the policies use them
 * (docs/semantics.md §2). In: policies that are judged together. Out: the row of any key.
 */
import type { Condition, Policy } from '../document.ts';
import { keySpec, type KeySpec, type KeyType } from './keys.ts';
import type { OperatorTest } from './operators.ts';

export type Catalogue = (name: string) => KeySpec;

const catalogues = new WeakMap<Policy, Catalogue>();

/** Kept for a policy as long as the policy is. */
export function catalogueOf(policy: Policy): Catalogue {
  const known = catalogues.get(policy) ?? keyCatalogue([policy]);
  catalogues.set(policy, known);
  return known;
}

export function keyCatalogue(policies: readonly Policy[]): Catalogue {
  const uses = usesOfOpenKeys(policies);
  if (uses.size === 0) return keySpec;
  return (name) => {
    const use = uses.get(name.toLowerCase());
    return use === undefined ? keySpec(name) : { ...use.spec, ...usedAs(use) };
  };
}

/** The first spelling, and every operator that the key is tested with. */
interface Use {
  readonly spec: KeySpec;
  readonly operators: OperatorTest[];
}

function usesOfOpenKeys(policies: readonly Policy[]): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const policy of policies) {
    for (const statement of policy.statements) for (const condition of statement.conditions) addUse(uses, condition);
  }
  return uses;
}

function addUse(uses: Map<string, Use>, condition: Condition): void {
  if (condition.kind !== 'test') return;
  const spec = keySpec(condition.key);
  if (spec.type !== 'open' && !spec.isTag) return;
  const use = uses.get(spec.id) ?? { spec, operators: [] };
  use.operators.push(condition.operator);
  uses.set(spec.id, use);
}

function usedAs({ spec, operators }: Use): { readonly type: KeyType; readonly multivalued: boolean } {
  if (spec.type !== 'open') return spec;
  const families = new Set(
    operators.map((operator) => operator.comparison.family).filter((family) => family !== 'null'),
  );
  const [only, ...more] = families;
  const ordered = only === 'number' || only === 'instant' || only === 'address';
  return {
    type: ordered && more.length === 0 ? only : 'open',
    multivalued: operators.some((operator) => operator.quantifier !== 'one'),
  };
}
