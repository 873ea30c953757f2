/**
 * Parameters and variables of a runbook, and what a start of it supplies for them. The messages are AWS's own where a record of them
 * is known: a missing parameter, and a value that is not allowed.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
 */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import type { Json } from '../../core/values.ts';
import { invalidContent, invalidParameters } from '../errors.ts';
import { dataType, defaultOf, isList, textOf, valueOf, type DataType } from './data-type.ts';
import { problemsOf } from './problems.ts';

const count = z.int().min(0);

const declaration = z.strictObject({
  type: z.string(),
  description: z.string().optional(),
  default: z.json().optional(),
  allowedValues: z.array(z.json()).optional(),
  allowedPattern: z.string().optional(),
  displayType: z.enum(['textfield', 'textarea']).optional(),
  minItems: count.optional(),
  maxItems: count.optional(),
  minChars: count.optional(),
  maxChars: count.optional(),
});

type Declaration = z.output<typeof declaration>;

export interface Parameter {
  readonly name: string;
  readonly type: DataType;
  /** As the document states it, such as `AWS::IAM::Role::Arn`. */
  readonly statedType: string;
  readonly description: string | undefined;
  /** Undefined: it has to be supplied. Defaults need not meet the pattern. */
  readonly default: Json | undefined;
  readonly limits: Pick<Declaration, 'allowedValues' | 'minItems' | 'maxItems' | 'minChars' | 'maxChars'>;
  /** Each must match the whole of a string, as Java's `matches` does; with the source as stated. */
  readonly patterns: readonly { readonly source: string; readonly regExp: RegExp }[];
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/populating-input-parameters.html */
const roleArn = String.raw`^arn:(aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b):iam::[0-9]{12}:role/.*$`;

/** @throws ServiceError InvalidDocumentContent, or NotModelledBySandbox */
export function parseParameter(name: string, stated: Json): Parameter {
  if (!/^\w{1,50}$/.test(name)) throw invalidContent(`the parameter name ${name} is not valid`);
  const parsed = declaration.safeParse(stated);
  if (!parsed.success) throw invalidContent(`parameter ${name}: ${problemsOf(parsed.error)}`);
  const { type: statedType, description, allowedPattern, default: statedDefault, ...limits } = parsed.data;
  const type = typeOf(name, statedType);
  const value = statedDefault === undefined ? undefined : defaultOf(type, statedDefault);
  if (statedDefault !== undefined && value === undefined)
    throw invalidContent(`parameter ${name}: the default ${JSON.stringify(statedDefault)} is no ${type}`);
  const sources = [statedType === type ? [] : [roleArn], allowedPattern ?? []].flat();
  const patterns = sources.map((source) => ({ source, regExp: wholly(name, source) }));
  return { name, type, statedType, description, default: value, limits, patterns };
}

function typeOf(name: string, stated: string): DataType {
  if (stated === 'AWS::IAM::Role::Arn') return 'String';
  if (/^(?:List<)?AWS::/.test(stated)) throw notModelled(`the type ${stated} of parameter ${name}`);
  const type = dataType.safeParse(stated);
  if (!type.success) throw invalidContent(`parameter ${name}: there is no type ${stated}`);
  return type.data;
}

/** Java's engine and JavaScript's agree on the patterns that both take; what only Java takes is refused here. */
function wholly(name: string, source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    throw invalidContent(`parameter ${name}: the allowedPattern ${source} does not compile`);
  }
}

/**
 * @returns the values of all parameters, defaults included
 * @throws ServiceError InvalidAutomationExecutionParametersException
 */
export function supplied(
  parameters: readonly Parameter[],
  texts: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, Json> {
  const unknown = Object.keys(texts).filter((name) => parameters.every((parameter) => parameter.name !== name));
  if (unknown.length > 0)
    throw invalidParameters(`Parameters [${unknown.join(', ')}] are not declared in the document.`);
  return new Map(
    parameters.map((parameter) => {
      const given = texts[parameter.name];
      const value = given === undefined ? parameter.default : checked(parameter, given);
      if (value === undefined) throw invalidParameters(`Missing required parameter: ${parameter.name} in user inputs.`);
      return [parameter.name, value];
    }),
  );
}

function checked(parameter: Parameter, texts: readonly string[]): Json {
  const { name, type } = parameter;
  const value = valueOf(type, texts);
  if (value === undefined)
    throw invalidParameters(`Parameter "${name}" has value ${JSON.stringify(texts)}, which is no ${type}.`);
  const strings = isList(value) ? value.map(textOf) : [textOf(value)];
  for (const { source, regExp } of parameter.patterns) {
    const other = strings.find((text) => !regExp.test(text));
    if (other !== undefined)
      throw invalidParameters(`Parameter "${name}" has value "${other}" not matching "${source}".`);
  }
  checkLimits(parameter, value, strings);
  return value;
}

function checkLimits({ name, limits }: Parameter, value: Json, strings: readonly string[]): void {
  const { allowedValues, minItems, maxItems, minChars, maxChars } = limits;
  const allowed = allowedValues?.map(textOf);
  const other = strings.find((text) => allowed?.includes(text) === false);
  if (other !== undefined)
    throw invalidParameters(`Parameter "${name}" has value "${other}" not found in [${allowed?.join(', ') ?? ''}].`);
  const items = isList(value) ? value.length : null;
  if (items !== null && (items < (minItems ?? 0) || items > (maxItems ?? items)))
    throw invalidParameters(`Parameter "${name}" has ${items} items; minItems and maxItems do not allow that.`);
  const length = strings.find(
    (text) => text.length < (minChars ?? 0) || text.length > (maxChars ?? text.length),
  )?.length;
  if (length !== undefined)
    throw invalidParameters(`Parameter "${name}" has ${length} characters; minChars and maxChars do not allow that.`);
}
