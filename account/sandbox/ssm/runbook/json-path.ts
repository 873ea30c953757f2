/**
 * JSONPath as far as Automation documents it: children, array indexes and deep scans, and `[*]`, which runbooks use widely. Filters,
 * functions, slices and negative indexes are not modelled.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
 */
import { isJsonRecord, type Json } from '../../core/values.ts';
import { childrenOf, isList } from './data-type.ts';

type Segment =
  | { readonly kind: 'child'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'every' }
  | { readonly kind: 'deep'; readonly name: string };

export type JsonPath = readonly Segment[];

const segment = /(\.\.?)([A-Za-z_][\w-]*)|\[(\d+)\]|\[\*\]|\['([^'\\]+)'\]/y;

/** @returns undefined when the text is no path, or one that is not modelled */
export function parsePath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const path: Segment[] = [];
  let place = 1;
  while (place < text.length) {
    segment.lastIndex = place;
    const match = segment.exec(text);
    if (match === null) return undefined;
    path.push(segmentOf(match));
    place = segment.lastIndex;
  }
  return path;
}

function segmentOf([, dots, name = '', index, quoted]: RegExpExecArray): Segment {
  if (dots !== undefined) return { kind: dots === '..' ? 'deep' : 'child', name };
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  return quoted === undefined ? { kind: 'every' } : { kind: 'child', name: quoted };
}

/** @returns undefined when there is nothing at the path; a list when the path may lead to several places */
export function select(path: JsonPath, value: Json): Json | undefined {
  const found = path.reduce<readonly Json[]>((nodes, step) => nodes.flatMap((node) => follow(step, node)), [value]);
  return path.some(({ kind }) => kind === 'every' || kind === 'deep') ? found : found[0];
}

function follow(step: Segment, node: Json): readonly Json[] {
  switch (step.kind) {
    case 'child':
      return memberOf(node, step.name);
    case 'index':
      return isList(node) ? node.slice(step.index, step.index + 1) : [];
    case 'every':
      return childrenOf(node);
    case 'deep':
      return [...memberOf(node, step.name), ...childrenOf(node).flatMap((child) => follow(step, child))];
  }
}

function memberOf(node: Json, name: string): readonly Json[] {
  const member = isJsonRecord(node) && Object.hasOwn(node, name) ? node[name] : undefined;
  return member === undefined ? [] : [member];
}
