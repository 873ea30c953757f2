/**
 * The rule's parameters: the one place for their names, defaults and descriptions. In: `InputParameters`, the JSON text that AWS Config
 * hands over with every event. Out: parameters, every default filled in. Promises: what is not understood is refused by name.
 */
import { parseVpcEndpointId, parseVpcId, type VpcEndpointId, type VpcId } from '../policy/ids.ts';
import { isObject, type JsonObject } from '../policy/json-value.ts';
import { readJson } from '../policy/read/json.ts';
import { describeProblem } from '../policy/read/problem.ts';
import type { Requirements, Tag } from './decide.ts';

/** Values are texts. The empty text stands for a parameter that was left out. */
export const ruleParameters = {
  trustedVpcIds: {
    default: '',
    description: 'VPC ids, separated by commas, whose requests come from inside.',
  },
  trustedVpcEndpointIds: {
    default: '',
    description: 'VPC endpoint ids, separated by commas, whose requests come from inside.',
  },
  trustOwnAccount: {
    default: '',
    description:
      'true or false: whether all VPCs and VPC endpoints of the account and Region are inside. Left out: true when no id is trusted.',
  },
  checkDeployedPolicy: {
    default: 'true',
    description: 'true or false: whether the policy that each stage serves is judged beside the saved one.',
  },
  sameAccountIdentities: {
    default: 'judge',
    description:
      'judge or trust: whether a caller whom an identity policy or a Lambda authorizer admits counts as an outsider when the request comes from elsewhere.',
  },
  exemptTag: {
    default: '',
    description: 'key or key=value: an API with this tag is not judged.',
  },
} as const;

export type ParameterName = keyof typeof ruleParameters;

export interface RuleParameters extends Requirements {
  readonly trustedVpcIds: readonly VpcId[];
  readonly trustedVpcEndpointIds: readonly VpcEndpointId[];
  readonly trustOwnAccount: boolean;
  readonly checkDeployedPolicy: boolean;
}

/** A parameter that the rule cannot work with. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';
  /** Such as `trustedVpcIds`; `InputParameters` when it is about the text as a whole. */
  readonly parameter: string;
  /** As it was given. */
  readonly value: string;

  constructor(parameter: string, value: string, problem: string) {
    super(`the rule's parameter \`${parameter}\`: ${problem}`);
    this.parameter = parameter;
    this.value = value;
  }
}

/** What AWS Config takes: https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
export const longestInputParameters = 1024;

const whole = 'InputParameters';

/**
 * @param text a JSON object of texts, at most 1,024 characters; nothing or blanks stand for `{}`
 * @throws ParameterError
 */
export function parseParameters(text: string): RuleParameters {
  if (text.length > longestInputParameters)
    throw new ParameterError(
      whole,
      text,
      `${text.length} characters are more than the ${longestInputParameters} allowed`,
    );
  const given = readGiven(text);
  return {
    ...readTrusted(given),
    checkDeployedPolicy: oneOf('checkDeployedPolicy', given, ['true', 'false'], 'true') === 'true',
    sameAccountIdentities: oneOf('sameAccountIdentities', given, ['judge', 'trust'], 'judge'),
    exemptTag: readTag(given.get('exemptTag') ?? ''),
  };
}

type Trusted = Pick<RuleParameters, 'trustedVpcIds' | 'trustedVpcEndpointIds' | 'trustOwnAccount'>;

function readTrusted(given: Given): Trusted {
  const trustedVpcIds = idList('trustedVpcIds', given, 'VPC id', 'vpc-', parseVpcId);
  const trustedVpcEndpointIds = idList('trustedVpcEndpointIds', given, 'VPC endpoint id', 'vpce-', parseVpcEndpointId);
  const named = trustedVpcIds.length + trustedVpcEndpointIds.length > 0;
  const trustOwnAccount = oneOf('trustOwnAccount', given, ['true', 'false'], named ? 'false' : 'true') === 'true';
  if (named || trustOwnAccount) return { trustedVpcIds, trustedVpcEndpointIds, trustOwnAccount };
  throw new ParameterError(
    'trustOwnAccount',
    'false',
    '`false` leaves nothing to trust: name ids in `trustedVpcIds` or `trustedVpcEndpointIds`, or leave it out',
  );
}

type Given = ReadonlyMap<ParameterName, string>;

const isParameterName = (name: string): name is ParameterName => Object.hasOwn(ruleParameters, name);

function readGiven(text: string): Given {
  const given = new Map<ParameterName, string>();
  for (const [name, value] of Object.entries(readMembers(text))) {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    if (!isParameterName(name))
      throw new ParameterError(
        name,
        shown,
        `there is none of this name; there are ${Object.keys(ruleParameters).join(', ')}`,
      );
    if (typeof value !== 'string') throw new ParameterError(name, shown, `\`${shown}\` is no text: put it in quotes`);
    if (value.trim() !== '') given.set(name, value.trim());
  }
  return given;
}

function readMembers(text: string): JsonObject {
  if (text.trim() === '') return {};
  const json = readJson(text);
  if (!json.ok) throw new ParameterError(whole, text, json.problems.map(describeProblem).join('; '));
  if (!isObject(json.value))
    throw new ParameterError(whole, text, 'expected a JSON object such as {"trustedVpcIds":"vpc-…"}');
  return json.value;
}

function idList<Id extends string>(
  name: ParameterName,
  given: Given,
  kind: string,
  prefix: string,
  parse: (text: string) => Id | null,
): readonly Id[] {
  const text = given.get(name);
  if (text === undefined) return [];
  const ids = text.split(',').map((part) => {
    const id = parse(part.trim());
    if (id !== null) return id;
    const problem = `\`${part.trim()}\` is no ${kind}: expected \`${prefix}\` and lower-case letters or digits`;
    throw new ParameterError(name, text, `${problem}, and a comma between one and the next`);
  });
  return [...new Set(ids)];
}

function oneOf<const Choice extends string>(
  name: ParameterName,
  given: Given,
  choices: readonly Choice[],
  fallback: NoInfer<Choice>,
): Choice {
  const text = given.get(name);
  if (text === undefined) return fallback;
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new ParameterError(name, text, `\`${text}\` is neither ${choices.map((one) => `\`${one}\``).join(' nor ')}`);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-restrictions.html */
const [longestKey, longestValue] = [128, 256];

function readTag(text: string): Tag | null {
  if (text === '') return null;
  const equals = text.indexOf('=');
  const key = equals === -1 ? text : text.slice(0, equals);
  const value = equals === -1 ? null : text.slice(equals + 1);
  if (key === '' || key.length > longestKey)
    throw new ParameterError('exemptTag', text, `the key of \`${text}\` has not 1 to ${longestKey} characters`);
  if (value !== null && value.length > longestValue)
    throw new ParameterError('exemptTag', text, `the value of \`${text}\` has more than ${longestValue} characters`);
  return { key, value };
}
