/** The one policy of an input that a plan is for. */
import type { InputEntry } from '../input/entry.ts';
import { UsageError } from '../usage-error.ts';

/** Of the ids to choose from so many are named. */
const mostNamed = 5;

/**
 * @param apiId of `--api-id`: it chooses among several, and says whose a policy is that does not tell
 * @throws UsageError when the input holds none, several, or another API's
 */
export function chooseEntry(entries: readonly InputEntry[], file: string, apiId: string | undefined): InputEntry {
  const named = entries.filter(({ id, restApiId }) => apiId !== undefined && apiId === (restApiId ?? id));
  const anonymous = entries.filter(({ restApiId }) => apiId === undefined || restApiId === null);
  const meant = named.length > 0 ? named : anonymous;
  const [only, ...more] = meant;
  if (only !== undefined && more.length === 0) return only;
  const problem = only === undefined ? noneOf(entries, apiId) : severalOf(meant);
  throw new UsageError(`${file}: ${problem}`);
}

function noneOf(entries: readonly InputEntry[], apiId: string | undefined): string {
  if (apiId === undefined || entries.length === 0) return 'it holds no policy';
  return `it holds no API \`${apiId}\`, but ${idsOf(entries)}`;
}

function severalOf(meant: readonly InputEntry[]): string {
  const canChoose = meant.every(({ restApiId }) => restApiId !== null);
  const how = canChoose ? `choose the API with --api-id (${idsOf(meant)})` : 'give one of them alone';
  return `it holds ${meant.length} policies, and a plan is for one: ${how}`;
}

function idsOf(entries: readonly InputEntry[]): string {
  const ids = entries.flatMap(({ restApiId }) => restApiId ?? []);
  const more = ids.length - mostNamed;
  return ids.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
