/**
 * References: `{{ … }}` inside the texts of a runbook.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
 */
import { isJsonRecord, type Json } from '../../core/values.ts';
import { childrenOf } from './data-type.ts';

export const systemVariables = [
  'global:ACCOUNT_ID',
  'global:AWS_PARTITION',
  'global:DATE',
  'global:DATE_TIME',
  'global:REGION',
  'automation:EXECUTION_ID',
] as const;
export type SystemVariable = (typeof systemVariables)[number];

export type Reference =
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'output'; readonly step: string; readonly output: string }
  | { readonly kind: 'system'; readonly name: SystemVariable };

/** A stretch of a text: as it stands, or the inside of a pair of braces. */
export type Piece = { readonly literal: string } | { readonly referred: string };

const braces = /\{\{\s*([^{}]*?)\s*\}\}/g;

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let place = 0;
  for (const match of text.matchAll(braces)) {
    if (match.index > place) pieces.push({ literal: text.slice(place, match.index) });
    pieces.push({ referred: match[1] ?? '' });
    place = match.index + match[0].length;
  }
  if (place < text.length) pieces.push({ literal: text.slice(place) });
  return pieces;
}

/** What stands between the braces, for every reference in the texts of a value. */
export function referredIn(value: Json): readonly string[] {
  if (typeof value === 'string') return piecesOf(value).flatMap((piece) => ('referred' in piece ? piece.referred : []));
  return childrenOf(value).flatMap(referredIn);
}

/** The names of members that hold references. */
export function namesWithReferences(value: Json): readonly string[] {
  const names = isJsonRecord(value) ? Object.keys(value).filter((name) => referredIn(name).length > 0) : [];
  return [...names, ...childrenOf(value).flatMap(namesWithReferences)];
}

/** @returns undefined for what Automation has no such reference for, or what is not modelled, such as `ssm:NAME` */
export function parseReference(referred: string): Reference | undefined {
  const system = systemVariables.find((name) => name === referred);
  if (system !== undefined) return { kind: 'system', name: system };
  const [, variable, first, output] = /^(?:variable:(\w+)|(\w+)(?:\.(\w+))?)$/.exec(referred) ?? [];
  if (variable !== undefined) return { kind: 'variable', name: variable };
  if (first === undefined) return undefined;
  return output === undefined ? { kind: 'parameter', name: first } : { kind: 'output', step: first, output };
}
