/**
 * A template in short, for people to read what changes: hashes taken out of names, CloudFormation's functions as text, a statement of a
 * policy on one line. The texts of code, runbook and dashboard are left out: others test them.
 */
import { stringify } from 'yaml';
import { z } from 'zod';

const template = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/** What a resource depends on is told by what it refers to. */
const leftOut: ReadonlySet<string> = new Set([
  'Code',
  'Content',
  'DashboardBody',
  'DependsOn',
  'PolicyName',
  'Version',
]);

/** What the CDK ends ids with. */
const hashes = /(?<=[a-z])(?:[0-9A-F]{8})+\b/g;

export function rendered(text: unknown): string {
  const resources = Object.entries(template.parse(text).Resources).map(([id, { Type, Properties, ...others }]) => [
    `${id} ${Type}`,
    short({ ...Properties, ...others }),
  ]);
  return stringify(Object.fromEntries(resources), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    flowCollectionPadding: false,
  }).replaceAll(hashes, '');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function short(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(short);
  if (!isObject(value)) return value;
  const called = asText(value);
  if (called !== null) return called;
  if (value['Effect'] !== undefined) return statement(value);
  const members = Object.entries(value).filter(([name]) => !leftOut.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, short(member)]));
}

/** Null: it is no function. */
function asText(value: Readonly<Record<string, unknown>>): string | null {
  if (typeof value['Ref'] === 'string') return `\${${value['Ref']}}`;
  const join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }).safeParse(value);
  if (join.success) return join.data['Fn::Join'][1].map((part) => String(short(part))).join(join.data['Fn::Join'][0]);
  const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).safeParse(value);
  return getAtt.success ? `\${${getAtt.data['Fn::GetAtt'][0]}.${getAtt.data['Fn::GetAtt'][1]}}` : null;
}

function statement({ Sid, Effect, Action, Resource, Principal, Condition }: Readonly<Record<string, unknown>>): string {
  const list = (one: unknown): string =>
    [one]
      .flat()
      .map((part) => String(short(part)))
      .join(', ');
  return [
    ...(Sid === undefined ? [] : [`${list(Sid)}:`]),
    list(Effect),
    ...(Principal === undefined ? [] : [JSON.stringify(short(Principal))]),
    list(Action),
    ...(Resource === undefined ? [] : [`on ${list(Resource)}`]),
    ...(Condition === undefined ? [] : [`if ${JSON.stringify(short(Condition))}`]),
  ].join(' ');
}
