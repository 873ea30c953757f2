/** A form of the query protocols to an input: `Filter.1.Name=vpc-id` and `Tags.member.1.Key=a` to lists and objects. */
import { ServiceError } from '../core/errors.ts';
import type { Json } from '../core/values.ts';

type Tree = Map<string, Tree | string>;
type MemberOf = (wireName: string, isList: boolean) => string;

/**
 * @param memberOf how the member of a wire name is called; the same when left out
 * @throws ServiceError when two parameters contradict each other; numbers and booleans stay text
 */
export function readForm(form: URLSearchParams, memberOf: MemberOf = (name) => name): Json {
  const root: Tree = new Map();
  for (const [name, value] of form) {
    const steps = name.split('.').filter((step) => step !== 'member');
    const last = steps.pop() ?? '';
    const tree = steps.reduce((inner, step) => branch(inner, step, name), root);
    if (tree.has(last)) throw malformed(name);
    tree.set(last, value);
  }
  return plain(root, memberOf);
}

function branch(tree: Tree, step: string, name: string): Tree {
  const known = tree.get(step);
  if (typeof known === 'string') throw malformed(name);
  const inner: Tree = known ?? new Map<string, Tree | string>();
  tree.set(step, inner);
  return inner;
}

function plain(tree: Tree | string, memberOf: MemberOf): Json {
  if (typeof tree === 'string') return tree;
  const entries = [...tree];
  if (isList(tree)) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => plain(inner, memberOf));
  return Object.fromEntries(entries.map(([name, inner]) => [memberOf(name, isList(inner)), plain(inner, memberOf)]));
}

function isList(tree: Tree | string): boolean {
  return typeof tree !== 'string' && tree.size > 0 && [...tree.keys()].every((name) => /^\d+$/.test(name));
}

const malformed = (name: string): ServiceError =>
  new ServiceError('MalformedQueryString', 400, `the parameter ${name} contradicts another one`);
