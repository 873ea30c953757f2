/**
 * What a policy means when every text of a resource that is unclear takes in all requests, or none: one policy for each choice. The same
 * text means the same wherever the policy has it (docs/semantics.md §5).
 */
import type { Element, Policy, ResourceEntry } from '../../policy/document.ts';

export function meaningsOf(policy: Policy): readonly Policy[] {
  const texts = [...new Set(policy.statements.flatMap(({ resource }) => unclearIn(resource)))];
  const choices = Array.from({ length: 2 ** texts.length }, (_, choice) =>
    texts.filter((_text, index) => Math.floor(choice / 2 ** index) % 2 === 1),
  );
  return choices.map((meant) => withMeaning(policy, meant));
}

const unclearIn = (element: Element<ResourceEntry>): readonly string[] =>
  element.kind === 'list' ? element.entries.flatMap(({ kind, text }) => (kind === 'unmodelled' ? [text] : [])) : [];

const nothing: ResourceEntry = { kind: 'arn', text: 'arn:aws:none:::none', serviceUnclear: false };

function withMeaning(policy: Policy, meant: readonly string[]): Policy {
  const read = (entry: ResourceEntry): ResourceEntry => {
    if (entry.kind !== 'unmodelled') return entry;
    return meant.includes(entry.text) ? { kind: 'all', text: '*' } : nothing;
  };
  return {
    ...policy,
    statements: policy.statements.map((statement) => {
      const { resource } = statement;
      return resource.kind === 'list'
        ? { ...statement, resource: { ...resource, entries: resource.entries.map(read) } }
        : statement;
    }),
  };
}
