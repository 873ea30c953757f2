/**
 * An Automation document: its text to a runbook that is safe to run. All references lead somewhere, all steps that are named exist,
 * and nothing is in it that the sandbox would have to ignore.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
 */
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import { parseJson } from '../../core/json.ts';
import { isJsonRecord, type Json } from '../../core/values.ts';
import { invalidContent, refusal } from '../errors.ts';
import { check } from './check.ts';
import { dataType, defaultOf, type DataType } from './data-type.ts';
import { parseParameter } from './parameter.ts';
import { problemsOf } from './problems.ts';
import type { Runbook, Variable } from './runbook.ts';
import { parseStep } from './step.ts';

export type DocumentFormat = 'JSON' | 'YAML';

const shape = z.strictObject({
  schemaVersion: z.literal('0.3'),
  description: z.string().optional(),
  assumeRole: z.string().optional(),
  parameters: z.record(z.string(), z.json()).default({}),
  variables: z
    .record(
      z.string().regex(/^\w+$/),
      z.strictObject({ type: dataType, description: z.string().optional(), default: z.json().optional() }),
    )
    .default({}),
  mainSteps: z.array(z.json()).min(1),
  outputs: z.array(z.string()).default([]),
  files: z.json().optional(),
});

/** @throws ServiceError InvalidDocumentContent, InvalidDocumentSchemaVersion, or NotModelledBySandbox */
export function parseRunbook(content: string, format: DocumentFormat): Runbook {
  const stated = parseContent(content, format);
  checkSchemaVersion(stated);
  const parsed = shape.safeParse(stated);
  if (!parsed.success) throw invalidContent(problemsOf(parsed.error));
  const { files, parameters, variables, mainSteps, description, assumeRole, outputs } = parsed.data;
  if (files !== undefined) throw notModelled('files of an Automation document');
  const runbook = {
    description,
    assumeRole,
    parameters: Object.entries(parameters).map(([name, parameter]) => parseParameter(name, parameter)),
    variables: Object.entries(variables).map(([name, { type, default: value }]) => variableOf(name, type, value)),
    steps: mainSteps.map(parseStep),
    outputs,
  };
  check(runbook);
  return runbook;
}

/** @throws ServiceError InvalidDocumentContent */
export function parseContent(content: string, format: DocumentFormat): Json {
  const parsed = format === 'JSON' ? parseJson(content) : yaml(content);
  if (parsed === undefined) throw invalidContent(`${format} not well-formed.`);
  return parsed;
}

function yaml(content: string): Json | undefined {
  try {
    return z.json().parse(parseYaml(content));
  } catch {
    return undefined;
  }
}

function checkSchemaVersion(stated: Json): void {
  const version = isJsonRecord(stated) ? stated['schemaVersion'] : undefined;
  if (typeof version === 'string' && version !== '0.3')
    throw refusal(
      'InvalidDocumentSchemaVersion',
      `The schemaVersion ${version} is not supported for Automation: use 0.3`,
    );
}

function variableOf(name: string, type: DataType, stated: Json | undefined): Variable {
  const value = stated === undefined ? undefined : defaultOf(type, stated);
  if (stated !== undefined && value === undefined)
    throw invalidContent(`variable ${name}: the default ${JSON.stringify(stated)} is no ${type}`);
  return { name, type, default: value };
}
