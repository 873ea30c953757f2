/**
 * What a conformance pack deploys. In, a template and its parameters; out, rules and remediations as their operations take them,
 * still under the names of the template.
 */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import { isJsonRecord, type Json, type JsonRecord } from '../../core/values.ts';
import { whole } from '../input.ts';
import { remediationSchema, type RemediationInput } from '../remediation/configuration.ts';
import { configRuleSchema, type ConfigRuleInput } from '../rule/definition.ts';
import { asText, functionIn, isJsonList, namesOf, resolveMembers, type Names } from './functions.ts';
import type { Imports } from './imports.ts';
import { problemsOf, readTemplate, TemplateProblem, type TemplateResource } from './template.ts';

export interface PackRule {
  readonly name: string;
  readonly input: ConfigRuleInput;
}

export interface PackContent {
  readonly rules: readonly PackRule[];
  readonly remediations: readonly RemediationInput[];
}

const mostRules = 130;
/** Of `-conformance-pack-` and nine letters and digits, which follow the name of a rule. */
const suffixLength = 27;

/** @throws TemplateProblem, what `imports` throws, or a ServiceError for what AWS Config can do and the sandbox cannot */
export function contentOf(text: string, given: ReadonlyMap<string, string>, imports: Imports): PackContent {
  const template = readTemplate(text);
  const names = namesOf(template, given, imports);
  const rules: PackRule[] = [];
  const remediations: RemediationInput[] = [];
  for (const [id, resource] of template.resources) {
    if (resource.condition !== undefined && names.conditions.get(resource.condition) !== true) continue;
    if (resource.type === 'AWS::Config::ConfigRule') rules.push(ruleOf(id, resource, names));
    else remediations.push(remediationOf(id, resource, names));
  }
  checkNames(rules, remediations);
  return { rules, remediations };
}

function checkNames(rules: readonly PackRule[], remediations: readonly RemediationInput[]): void {
  if (rules.length > mostRules)
    throw new TemplateProblem('Number of resources provided in the template exceeds the allowed limit');
  if (rules.length === 0) throw new TemplateProblem('The template has no rule');
  const names = rules.map(({ name }) => name);
  const long = names.find((name) => name.length + suffixLength > 128);
  if (long !== undefined) throw new TemplateProblem(`The rule name ${long} is too long for the suffix of its pack`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new TemplateProblem(`The rule ${twice} is there twice`);
  const lost = remediations.find(({ ConfigRuleName }) => !names.includes(ConfigRuleName));
  if (lost !== undefined)
    throw new TemplateProblem(`A remediation is for the rule ${lost.ConfigRuleName}, which is not in the template`);
}

function ruleOf(id: string, { properties }: TemplateResource, names: Names): PackRule {
  const name = literalName(id, properties);
  const { InputParameters, ...rest } = resolveMembers(properties, names);
  const parameters = isJsonRecord(InputParameters) ? JSON.stringify(scalarsAsText(InputParameters)) : InputParameters;
  const input = parsed(
    id,
    configRuleSchema,
    parameters === undefined ? rest : { ...rest, InputParameters: parameters },
  );
  if (input.Source.Owner !== 'CUSTOM_LAMBDA')
    throw notModelled(`the conformance pack's rule ${name} with the owner ${input.Source.Owner}`);
  return { name, input };
}

function scalarsAsText(record: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, asText(value)]));
}

const number = (schema: z.ZodNumber): z.ZodType<number> =>
  z.preprocess((value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value), schema);
const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
const version = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string());

/** A template may write numbers, flags and versions as text or as what they are. */
const remediationProperties = remediationSchema.extend({
  TargetVersion: version.optional(),
  Automatic: flag.optional(),
  MaximumAutomaticAttempts: number(whole(1, 25)).optional(),
  RetryAttemptSeconds: number(whole(1, 2_678_000)).optional(),
});

function remediationOf(id: string, { properties }: TemplateResource, names: Names): RemediationInput {
  literalName(id, properties);
  const input = parsed(id, remediationProperties, resolveMembers(properties, names));
  const roles = input.Parameters?.['AutomationAssumeRole']?.StaticValue?.Values ?? [];
  const isLiteral = roles.every((role) => role === literalRole(properties['Parameters'] ?? null));
  if (!isLiteral || !roles.every((role) => /^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(role)))
    throw new TemplateProblem(`${id}: AutomationAssumeRole has to be the ARN of a role, written out`);
  return input;
}

/** The role as it stands in the template, when no function stands on the way to it. */
function literalRole(parameters: Json): Json | undefined {
  let value: Json | undefined = parameters;
  for (const member of ['AutomationAssumeRole', 'StaticValue', 'Values'])
    value = isJsonRecord(value) && functionIn(value) === null ? value[member] : undefined;
  return isJsonList(value) ? value[0] : undefined;
}

function literalName(id: string, { ConfigRuleName: name }: JsonRecord): string {
  if (typeof name !== 'string') throw new TemplateProblem(`${id}: ConfigRuleName has to be a name, written out`);
  return name;
}

function parsed<Schema extends z.ZodType>(id: string, schema: Schema, properties: JsonRecord): z.output<Schema> {
  const read = schema.safeParse(properties);
  if (read.success) return read.data;
  throw new TemplateProblem(`${id}: ${problemsOf(read.error)}`);
}
