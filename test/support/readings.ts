/** Simple ways to read a resource policy, as checkers have them, to hold against the engine. Each says whether it finds nothing wrong. */
import { isObject, type Json, type JsonObject } from '../../policy/json-value.ts';
import { statementsIn } from '../../remediation/canonical.ts';

export interface Reading {
  readonly name: string;
  readonly isFine: (document: JsonObject) => boolean;
}

const isAllow = (statement: Json): statement is JsonObject => isObject(statement) && statement['Effect'] === 'Allow';

const isEverybody = ({ Principal: principal }: JsonObject): boolean =>
  principal === '*' || JSON.stringify(principal) === '{"AWS":"*"}';

const vpcKey = /^aws:sourcevpce?$/i;

const hasVpcKey = (keys: Json | undefined): boolean =>
  keys !== undefined && isObject(keys) && Object.keys(keys).some((key) => vpcKey.test(key));

/** Whether that operator compares a VPC key. */
const namesVpc = (condition: Json | undefined, operator: string): boolean =>
  condition !== undefined && isObject(condition) && hasVpcKey(condition[operator]);

export const readings: readonly Reading[] = [
  { name: 'a private API is fine, whatever its policy', isFine: () => true },
  {
    name: 'fine if a VPC key occurs anywhere',
    isFine: (document) => /"aws:sourcevpce?"/i.test(JSON.stringify(document)),
  },
  {
    name: 'fine unless an Allow for everybody has no condition',
    isFine: (document) =>
      !statementsIn(document).some((one) => isAllow(one) && isEverybody(one) && one['Condition'] === undefined),
  },
  {
    name: 'fine if every Allow has a VPC key under StringEquals',
    isFine: (document) =>
      statementsIn(document).every((one) => !isAllow(one) || namesVpc(one['Condition'], 'StringEquals')),
  },
];
