/**
 * Which method a request meets: the most specific path first, `{part}` before `{greedy+}`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
 * Assumed: a path without the method asked for hides no less specific one that has it, and one slash at the end does not count.
 */
import type { Configuration, Method } from '../apigateway/model.ts';

/** @param path begins with a slash @returns null when there is none */
export function matchingMethod({ resources }: Configuration, httpMethod: string, path: string): Method | null {
  const parts = partsOf(path.length > 1 ? path.replace(/\/$/, '') : path);
  const found = [...resources.values()].flatMap(({ path: template, methods }) => {
    const method = [...methods.values()].find((one) => one.httpMethod === httpMethod) ?? methods.get('ANY');
    return method !== undefined && isMatch(partsOf(template), parts) ? [{ method, rank: rankOf(template) }] : [];
  });
  found.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  return found[0]?.method ?? null;
}

const partsOf = (path: string): readonly string[] => (path === '/' ? [] : path.slice(1).split('/'));

function isMatch(template: readonly string[], parts: readonly string[]): boolean {
  const isGreedy = template.at(-1)?.endsWith('+}') === true;
  if (isGreedy ? parts.length < template.length : parts.length !== template.length) return false;
  return template.every((wanted, index) => (wanted.startsWith('{') ? parts[index] !== '' : parts[index] === wanted));
}

/** Smaller is more specific, part by part. */
const rankOf = (template: string): string =>
  partsOf(template)
    .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'))
    .join('');
