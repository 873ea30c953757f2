/** The pack's parameters: those of the rule under names with letters and digits only, and those of the pack itself. */
import { ruleParameters, type ParameterName } from '../rule/parameters.ts';

export interface PackParameter {
  readonly Description: string;
  readonly Type: 'String';
  readonly Default?: string;
}

const isParameterName = (name: string): name is ParameterName => Object.hasOwn(ruleParameters, name);

export const ruleParameterNames = Object.keys(ruleParameters).filter(isParameterName);

/** `trustedVpcIds` → `TrustedVpcIds` */
export const packParameter = (name: ParameterName): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** Of these parameters the remediation gets the text too, as one value. */
export const trustedParameters = ['trustedVpcIds', 'trustedVpcEndpointIds'] as const;

/** A value that a remediation is given. https://docs.aws.amazon.com/config/latest/APIReference/API_StaticValue.html */
export const longestTrustedText = 256;

/** @param ruleFunction see PackOptions */
export function packParameters(ruleFunction: 'parameter' | 'own'): Readonly<Record<string, PackParameter>> {
  return {
    ...(ruleFunction === 'own'
      ? {}
      : { RuleFunctionArn: { Description: 'The ARN of the function that judges APIs.', Type: 'String' } }),
    ...Object.fromEntries(ruleParameterNames.map((name) => [packParameter(name), ofRule(name)])),
    Schedule: text(
      'How often all APIs are evaluated: One_Hour, Three_Hours, Six_Hours, Twelve_Hours or TwentyFour_Hours.',
      'One_Hour',
    ),
    Automatic: text('true or false: whether Config starts the remediation by itself.', 'false'),
  };
}

function ofRule(name: ParameterName): PackParameter {
  const { description, default: value } = ruleParameters[name];
  const isTrusted = trustedParameters.some((trusted) => trusted === name);
  return text(
    isTrusted ? `${description} No blanks, at most ${String(longestTrustedText)} characters.` : description,
    value,
  );
}

const text = (Description: string, Default: string): PackParameter => ({ Description, Type: 'String', Default });
