/**
 * The template of a conformance pack, read. In, YAML or JSON; out, its sections, or a `TemplateProblem` that names what is wrong.
 * https://docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html
 */
import { parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { Json } from '../../core/values.ts';

/** Why a template is refused. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
}

const mostParameters = 60;

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const parameter = z.strictObject({
  Type: z.enum(['String', 'int', 'double', 'CSV', 'boolean', 'StringMap']),
  Default: scalar.optional(),
  Description: z.string().optional(),
});

const resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.json()),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
});

const template = z.strictObject({
  Parameters: z.record(z.string(), parameter).optional(),
  Conditions: z.record(z.string(), z.json()).optional(),
  Resources: z.record(z.string(), resource),
});

export interface TemplateResource {
  readonly type: ResourceType;
  readonly properties: Readonly<Record<string, Json>>;
  /** The name of the condition under which there is such a resource; undefined: always. */
  readonly condition: string | undefined;
}

export interface Template {
  /** Name → the default's text; null: it has none. */
  readonly parameters: ReadonlyMap<string, string | null>;
  readonly conditions: ReadonlyMap<string, Json>;
  /** By logical id. */
  readonly resources: ReadonlyMap<string, TemplateResource>;
}

const resourceTypes = ['AWS::Config::ConfigRule', 'AWS::Config::RemediationConfiguration'] as const;
type ResourceType = (typeof resourceTypes)[number];

/** @throws TemplateProblem */
export function readTemplate(text: string): Template {
  const { Parameters = {}, Conditions = {}, Resources } = sectionsOf(text);
  if (Object.keys(Parameters).length > mostParameters)
    throw new TemplateProblem(`Number of parameters exceeds the allowed limit of ${mostParameters}`);
  const resources = new Map<string, TemplateResource>();
  for (const [id, { Type, Properties: properties, DependsOn = [], Condition: condition }] of Object.entries(
    Resources,
  )) {
    const type = resourceTypes.find((known) => known === Type);
    if (type === undefined) throw new TemplateProblem(`Resource ${id} is of the unsupported type ${Type}`);
    const unknown = [DependsOn].flat().find((other) => !Object.hasOwn(Resources, other));
    if (unknown !== undefined) throw new TemplateProblem(`Resource ${id} depends on ${unknown}, which is not there`);
    if (condition !== undefined && !Object.hasOwn(Conditions, condition))
      throw new TemplateProblem(`Resource ${id} has the condition ${condition}, which is not there`);
    resources.set(id, { type, properties, condition });
  }
  const parameters = Object.entries(Parameters).map(([name, { Default }]) => [name, textOf(Default)] as const);
  return { parameters: new Map(parameters), conditions: new Map(Object.entries(Conditions)), resources };
}

/**
 * Short forms of functions, such as `!Ref`, are refused: the long ones are known. CloudFormation takes no aliases:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
function sectionsOf(text: string): z.output<typeof template> {
  const document = parseDocument(text);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new TemplateProblem(problem.message);
  visit(document, {
    Alias: (_key, { source }) => {
      throw new TemplateProblem(`YAML aliases are not supported: *${source}`);
    },
  });
  const read = template.safeParse(document.toJS());
  if (read.success) return read.data;
  throw new TemplateProblem(problemsOf(read.error));
}

/** Every problem with its place, and members that are not known by their names. */
export function problemsOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}

function textOf(value: z.output<typeof scalar> | undefined): string | null {
  return value === undefined ? null : String(value);
}
