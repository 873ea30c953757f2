import { expect, test } from '@jest/globals';
import { contentOf, type PackContent } from '../../../account/sandbox/config/pack/content.ts';
import { unresolved } from '../../../account/sandbox/config/pack/imports.ts';
import { TemplateProblem } from '../../../account/sandbox/config/pack/template.ts';
import { functionArnOf, packTemplate, type PackParts } from '../../support/pack.ts';

const read = (parts: PackParts, given: Readonly<Record<string, string>> = {}): PackContent =>
  contentOf(packTemplate(parts), new Map(Object.entries(given)), unresolved);

test('a template gives its rules and remediations, in YAML as in JSON', () => {
  const content = read({});
  expect(content).toMatchObject({
    rules: [{ name: 'private-apis', input: { Source: { SourceIdentifier: functionArnOf('111122223333') } } }],
    remediations: [{ ConfigRuleName: 'private-apis', TargetVersion: '1', MaximumAutomaticAttempts: 5 }],
  });
  const json = JSON.stringify({
    Resources: { Rule: { Type: 'AWS::Config::ConfigRule', Properties: content.rules[0]?.input } },
  });
  expect(contentOf(json, new Map(), unresolved).rules).toEqual(content.rules);
});

test('a parameter takes the value that is given, or its default', () => {
  const own = functionArnOf('444455556666');
  expect(read({}, { FunctionArn: own }).rules[0]?.input.Source.SourceIdentifier).toBe(own);
});

const conditions = {
  Parameters: {
    FunctionArn: { Type: 'String', Default: functionArnOf('111122223333') },
    Vpcs: { Type: 'CSV', Default: '' },
  },
  Conditions: { hasVpcs: { 'Fn::Not': [{ 'Fn::Equals': ['', { Ref: 'Vpcs' }] }] } },
};
const InputParameters = {
  trustedVpcIds: { 'Fn::If': ['hasVpcs', { Ref: 'Vpcs' }, { Ref: 'AWS::NoValue' }] },
  checkDeployedPolicy: true,
};

test.each([
  ['', { checkDeployedPolicy: 'true' }],
  ['vpc-1,vpc-2', { trustedVpcIds: 'vpc-1,vpc-2', checkDeployedPolicy: 'true' }],
])('a condition leaves a value out, or in: %s', (Vpcs, expected) => {
  const content = read({ rule: { InputParameters }, more: conditions }, { Vpcs });
  expect(JSON.parse(content.rules[0]?.input.InputParameters ?? '')).toEqual(expected);
});

const rule = (properties: object, more: object = {}): object => ({
  Type: 'AWS::Config::ConfigRule',
  Properties: properties,
  ...more,
});
const literalRule = { ConfigRuleName: 'a', Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: 'arn' } };
const ruleAlone = (more: object): PackParts => ({ more: { Resources: { Rule: rule(literalRule), ...more } } });
const roleOf = (role: unknown): PackParts => ({
  remediation: { Parameters: { AutomationAssumeRole: { StaticValue: { Values: [role] } } } },
});
const conditional = (condition: unknown): PackParts => ({ more: { Conditions: { c: condition } } });

const wrong: readonly (readonly [string, PackParts, string])[] = [
  ['another type', ruleAlone({ Helper: rule({}, { Type: 'AWS::Lambda::Function' }) }), 'AWS::Lambda::Function'],
  ['another section', { more: { Outputs: {} } }, 'Outputs'],
  ['another attribute', ruleAlone({ Other: rule(literalRule, { DeletionPolicy: 'Retain' }) }), 'DeletionPolicy'],
  ['a property that is not known', { rule: { Colour: 'red' } }, 'Colour'],
  ['Fn::Sub', { rule: { Description: { 'Fn::Sub': '${AWS::Region}' } } }, 'Fn::Sub'],
  ['Fn::Join', { rule: { Description: { 'Fn::Join': [':', ['a', 'b']] } } }, 'Fn::Join'],
  ['an import without a name', { rule: { Description: { 'Fn::ImportValue': ['a'] } } }, 'Fn::ImportValue'],
  ['Fn::GetAtt', { rule: { Description: { 'Fn::GetAtt': ['Rule', 'Arn'] } } }, 'Fn::GetAtt'],
  ['Fn::Or in a condition', conditional({ 'Fn::Or': [] }), 'Fn::Or'],
  ['Fn::If in a condition', conditional({ 'Fn::If': ['c', 'a', 'b'] }), 'Fn::If'],
  ['Fn::Equals of one value', conditional({ 'Fn::Equals': ['a'] }), 'Fn::Equals'],
  ['a pseudo parameter', { rule: { Description: { Ref: 'AWS::AccountId' } } }, 'AWS::AccountId'],
  ['a reference to a resource', { rule: { Description: { Ref: 'Rule' } } }, '"Rule"'],
  ['a condition that is not there', { rule: { Description: { 'Fn::If': ['c', 'a', 'b'] } } }, 'Fn::If'],
  ['a function beside a member', { rule: { Description: { Ref: 'FunctionArn', a: 1 } } }, 'beside'],
  ['a rule name that is computed', { rule: { ConfigRuleName: { Ref: 'FunctionArn' } } }, 'ConfigRuleName'],
  ['a role that is computed', roleOf({ Ref: 'FunctionArn' }), 'AutomationAssumeRole'],
  ['a role that is none', roleOf('admin'), 'AutomationAssumeRole'],
  ['a remediation of another rule', { remediation: { ConfigRuleName: 'other' } }, 'other'],
  ['a dependency that is not there', ruleAlone({ Other: rule(literalRule, { DependsOn: 'Nobody' }) }), 'Nobody'],
  ['a rule twice', ruleAlone({ Other: rule(literalRule) }), 'twice'],
  ['a rule name too long for its suffix', { rule: { ConfigRuleName: 'x'.repeat(102) } }, 'too long'],
  ['1,025 characters of parameters', { rule: { InputParameters: { a: 'x'.repeat(1017) } } }, 'InputParameters'],
  [
    'an unknown type of parameter',
    { more: { Parameters: { FunctionArn: { Type: 'List' } } } },
    'Parameters.FunctionArn.Type',
  ],
  ['a parameter without a value', { more: { Parameters: { FunctionArn: { Type: 'String' } } } }, 'FunctionArn'],
];

test.each(wrong)('a template with %s is refused by name', (_what, parts, name) => {
  expect(() => read(parts)).toThrow(
    expect.objectContaining({ name: 'TemplateProblem', message: expect.stringContaining(name) }),
  );
});

test('an import is what stands under its name', () => {
  const Description = { 'Fn::ImportValue': { Ref: 'FunctionArn' } };
  const [rule] = contentOf(packTemplate({ rule: { Description } }), new Map(), (name) => `under ${name}`).rules;
  expect(rule?.input.Description).toBe(`under ${functionArnOf('111122223333')}`);
});

test('a value for a parameter that is not there is refused', () => {
  expect(() => read({}, { Other: 'a' })).toThrow(/no parameter Other/);
});

test('more than 60 parameters or 130 rules are refused', () => {
  const Parameters = Object.fromEntries(
    Array.from({ length: 61 }, (_, index) => [`p${index}`, { Type: 'String', Default: '' }]),
  );
  expect(() => read({ more: { Parameters } })).toThrow(/exceeds the allowed limit of 60/);
  const Resources = Object.fromEntries(
    Array.from({ length: 131 }, (_, index) => [
      `Rule${index}`,
      rule({ ...literalRule, ConfigRuleName: `rule-${index}` }),
    ]),
  );
  expect(() => read({ more: { Resources } })).toThrow(
    'Number of resources provided in the template exceeds the allowed limit',
  );
});

test('short forms, double keys, aliases and broken YAML are refused', () => {
  for (const text of [
    'Resources: !Ref a',
    'Resources: {}\nResources: {}',
    'Resources: [',
    'Conditions: &a {}\nResources: *a',
    '- a',
  ])
    expect(() => contentOf(text, new Map(), unresolved)).toThrow(TemplateProblem);
});

test('a managed rule is one of those that the sandbox does not model', () => {
  const Source = { Owner: 'AWS', SourceIdentifier: 'ACCESS_KEYS_ROTATED' };
  expect(() => read({ rule: { Source } })).toThrow(/does not model .* private-apis with the owner AWS/);
});

test('a resource is there only when its condition is met', () => {
  const more = (value: string): NonNullable<PackParts['more']> => ({
    Conditions: { c: { 'Fn::Equals': [value, 'yes'] } },
    Resources: { Rule: rule(literalRule), Other: rule({ ...literalRule, ConfigRuleName: 'b' }, { Condition: 'c' }) },
  });
  expect(read({ more: more('yes') }).rules.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(read({ more: more('no') }).rules.map(({ name }) => name)).toEqual(['a']);
});
