/** Which API carries the policy: what was told, and what the policy's own ARNs name (docs/semantics.md §4.4). */
import type { Policy } from '../document.ts';
import { hasVariable } from '../condition/template.ts';
import type { ApiIdentity } from '../request.ts';
import { hasWildcard } from '../text/glob.ts';
import { isIdentityPart } from './resource.ts';

const parts = ['partition', 'region', 'accountId', 'restApiId'] as const;
type Part = (typeof parts)[number];

export type NamedParts = Readonly<Record<Part, readonly string[]>>;

const nothingNamed: NamedParts = { partition: [], region: [], accountId: [], restApiId: [] };

/** For each part that is not told, the texts that stand for it in the policy's ARNs, in order. */
export function namedParts(policy: Policy, api: ApiIdentity): NamedParts {
  const untold = parts.filter((part) => api[part] === null);
  if (untold.length === 0) return nothingNamed;
  let named = nothingNamed;
  for (const statement of policy.statements) {
    if (statement.resource.kind !== 'list') continue;
    for (const entry of statement.resource.entries)
      if (entry.kind === 'arn') named = withParts(named, entry.text, untold);
  }
  return named;
}

function withParts(named: NamedParts, arn: string, untold: readonly Part[]): NamedParts {
  const texts = identityParts(arn);
  if (texts === null) return named;
  let all = named;
  for (const part of untold) {
    const text = texts[part];
    if (hasWildcard(text) || hasVariable(text) || all[part].includes(text) || !isIdentityPart(part, text)) continue;
    all = { ...all, [part]: [...all[part], text] };
  }
  return all;
}

/** The parts of an execute-api ARN, its patterns as they stand; null for other ARNs. */
function identityParts(arn: string): Readonly<Record<Part, string>> | null {
  const [, partition = '', service, region = '', accountId = '', api = ''] = arn.split(':', 6);
  if (service !== 'execute-api') return null;
  const slash = api.indexOf('/');
  return { partition, region, accountId, restApiId: slash === -1 ? api : api.slice(0, slash) };
}

const mostIdentities = 64;

/**
 * The APIs that a refutation may be about: every combination of named parts, the rest as it was told or free, at most 64. A partition that
 * no resource names is one that the policy's other ARNs name, or `aws`: callers have to be of it too.
 */
export function namedIdentities(named: NamedParts, api: ApiIdentity, policy: Policy): readonly ApiIdentity[] {
  let identities: readonly ApiIdentity[] = [api];
  for (const part of parts) {
    const some = part === 'partition' && api.partition === null ? partitionsFor(named, policy) : named[part];
    if (some.length > 0) identities = identities.flatMap((one) => some.map((text) => ({ ...one, [part]: text })));
  }
  return identities.slice(0, mostIdentities);
}

function partitionsFor({ partition }: NamedParts, { statements }: Policy): readonly string[] {
  if (partition.length > 0) return partition;
  const arns = statements.flatMap((statement) => [
    ...(statement.principal.kind === 'list' ? statement.principal.entries.map((entry) => entry.text) : []),
    ...statement.conditions.flatMap((condition) => (condition.kind === 'test' ? condition.values : [])),
  ]);
  const others = arns.filter((arn) => arn.startsWith('arn:')).map((arn) => arn.split(':')[1] ?? '');
  return [...new Set(['aws', ...others.filter((text) => isIdentityPart('partition', text))])];
}

/** Whether a resource belongs to one of the named APIs. */
export function isNamedResource(resource: string, named: NamedParts): boolean {
  if (named === nothingNamed) return true;
  const texts = identityParts(resource);
  return texts !== null && parts.every((part) => named[part].length === 0 || named[part].includes(texts[part]));
}
