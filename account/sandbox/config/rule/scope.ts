/** Which resources a rule hears of. https://docs.aws.amazon.com/config/latest/APIReference/API_Scope.html */
import type { ConfigurationItem } from '../recorder/item.ts';
import type { Scope } from './definition.ts';

/** A rule without a scope hears of everything that is recorded. */
export function isInScope(item: ConfigurationItem, scope: Scope | undefined): boolean {
  if (scope === undefined) return true;
  const { ComplianceResourceTypes: types = [], ComplianceResourceId: id, TagKey: key, TagValue: value } = scope;
  if (types.length > 0 && !types.includes(item.resourceType)) return false;
  if (id !== undefined && item.resourceId !== id) return false;
  if (key === undefined) return true;
  return Object.hasOwn(item.tags, key) && (value === undefined || item.tags[key] === value);
}
