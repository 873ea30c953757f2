/**
 * Texts in a door's resource whose meaning is unclear mean the same wherever the policy has them. In: a policy and an Allow of it. Out:
 * policies and doors that together let in whatever the Allow may let in, each with one such text read as all that it could mean, in the
 * door and in the Denies that have it. If none of them lets a request in, none gets in by the Allow, whatever the texts mean.
 */
import type { ElementList, Policy, ResourceEntry, Statement } from '../document.ts';

export interface Case {
  readonly policy: Policy;
  readonly door: Statement;
}

/** None: no text is unclear, so that there is nothing to be told apart. */
export function casesOf(policy: Policy, door: Statement): readonly Case[] {
  const { resource } = door;
  if (resource.kind === 'unmodelled' || resource.negated) return [];
  const texts = new Set(resource.entries.filter(isUnclear).map(({ text }) => text));
  if (texts.size === 0) return [];
  const byText = [...texts].map((text) => caseOf(policy, door, (list) => readAsAll(list, text)));
  const clear = resource.entries.filter((entry) => !isUnclear(entry));
  if (clear.length === 0) return byText;
  return [caseOf(policy, door, (list) => (list === resource ? { ...list, entries: clear } : list)), ...byText];
}

const isUnclear = ({ kind }: ResourceEntry): boolean => kind === 'unmodelled';

type Read = (list: ElementList<ResourceEntry>) => ElementList<ResourceEntry>;

function caseOf(policy: Policy, door: Statement, read: Read): Case {
  const readIn = (statement: Statement): Statement => {
    const { effect, resource } = statement;
    const takesPart = statement === door || effect === 'Deny';
    return takesPart && resource.kind === 'list' && !resource.negated
      ? { ...statement, resource: read(resource) }
      : statement;
  };
  return { policy: { ...policy, statements: policy.statements.map(readIn) }, door: readIn(door) };
}

/** All texts stay, this one too: their variables still have to have a value. */
const readAsAll = (list: ElementList<ResourceEntry>, text: string): ElementList<ResourceEntry> => ({
  ...list,
  entries: list.entries.map((entry) => (isUnclear(entry) && entry.text === text ? { kind: 'all', text } : entry)),
});
