import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { packText } from '../../conformance-pack/build.ts';
import { namesOf } from '../../conformance-pack/names.ts';
import { packFor } from '../../conformance-pack/print.ts';
import { attempts } from '../../conformance-pack/template.ts';
import { runbookParameters } from '../../remediation/parameters.ts';
import { ruleParameters } from '../../rule/parameters.ts';

const options = { names: namesOf(''), partition: 'aws', accountId: '111122223333', ...attempts } as const;
const text = packText({ ...options, ruleFunction: 'parameter' });
const template = z
  .strictObject({
    Parameters: z.record(
      z.string(),
      z.strictObject({ Type: z.literal('String'), Description: z.string(), Default: z.string().optional() }),
    ),
    Conditions: z.record(z.string(), z.unknown()),
    Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) })),
  })
  .parse(parse(text));

/** The functions of CloudFormation in a value, wherever they stand. */
function functionsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(functionsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === 'Ref' || name.startsWith('Fn::') ? [name] : []),
    ...functionsIn(inner),
  ]);
}

test('Config takes it: size, number of parameters, types of resources', () => {
  const longest = { ...options, names: namesOf('x'.repeat(20)), partition: 'aws-us-gov' };
  for (const ruleFunction of ['parameter', 'own'] as const)
    expect(Buffer.byteLength(packText({ ...longest, ruleFunction }))).toBeLessThanOrEqual(51_200);
  expect(Object.keys(template.Parameters).length).toBeLessThanOrEqual(60);
  expect(Object.values(template.Resources).map(({ Type }) => Type)).toEqual([
    'AWS::Config::ConfigRule',
    'AWS::Config::RemediationConfiguration',
  ]);
});

test('only functions that AWS’s own packs use; an organisation’s imports the ARN of the function besides', () => {
  const sampled = ['Ref', 'Fn::If', 'Fn::Equals', 'Fn::Not'];
  expect(new Set(functionsIn(template))).toEqual(new Set(sampled));
  const own: unknown = parse(packText({ ...options, ruleFunction: 'own' }));
  expect(new Set(functionsIn(own))).toEqual(new Set([...sampled, 'Fn::ImportValue']));
});

test('rule and role are spelt out', () => {
  expect(template.Resources).toMatchObject({
    ConfigRule: { Properties: { ConfigRuleName: 'PrivateApiGuard' } },
    Remediation: {
      Properties: {
        ConfigRuleName: 'PrivateApiGuard',
        TargetId: 'PrivateApiGuard-RestrictToVpc',
        Parameters: {
          AutomationAssumeRole: {
            StaticValue: { Values: ['arn:aws:iam::111122223333:role/PrivateApiGuard-Automation'] },
          },
        },
      },
    },
  });
});

test('every parameter of the rule can be set, with the rule’s own default', () => {
  const names = Object.keys(ruleParameters);
  const spelt = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
  const inputs = z.object({ InputParameters: z.record(z.string(), z.unknown()) });
  const { InputParameters } = inputs.parse(template.Resources['ConfigRule']?.Properties);
  expect(Object.keys(InputParameters)).toEqual(names);
  for (const [name, { default: value }] of Object.entries(ruleParameters))
    expect(template.Parameters[spelt(name)]?.Default).toBe(value);
});

test('the remediation sets only parameters that the runbook has', () => {
  const remediation = z.object({ Parameters: z.record(z.string(), z.unknown()) });
  const { Parameters } = remediation.parse(template.Resources['Remediation']?.Properties);
  for (const name of Object.keys(Parameters)) expect(Object.keys(runbookParameters)).toContain(name);
});

test('a text that Config would not take is not made', () => {
  const names = { ...namesOf(''), configRule: 'x'.repeat(60_000) };
  expect(() => packText({ ...options, names, ruleFunction: 'parameter' })).toThrow('Config takes 51200');
});

test('the template for an account of one’s own differs in its role and its names alone', () => {
  const own = packFor(['--account-id', '222233334444', '--partition', 'aws-cn', '--name-suffix', 'team']);
  const changed = text
    .replaceAll(
      'arn:aws:iam::111122223333:role/PrivateApiGuard-Automation',
      'arn:aws-cn:iam::222233334444:role/PrivateApiGuard-Automation-team',
    )
    .replaceAll('ConfigRuleName: PrivateApiGuard\n', 'ConfigRuleName: PrivateApiGuard-team\n')
    .replaceAll('PrivateApiGuard-RestrictToVpc', 'PrivateApiGuard-RestrictToVpc-team');
  expect(own).toBe(changed);
  expect(packFor(['--account-id', '111122223333'])).toBe(text);
  expect(packFor(['--account-id', '111122223333', '--rule-function', 'own'])).toContain(
    'Fn::ImportValue: PrivateApiGuard-RuleFunctionArn\n',
  );
});

test.each([
  [[], '--account-id: is missing'],
  [['--account-id', '1234'], '--account-id: expected twelve digits'],
  [['--account-id', '111122223333', '--partition', 'azure'], '--partition: expected aws, aws-cn or aws-us-gov'],
  [['--account-id', '111122223333', '--rule-function', 'mine'], '--rule-function: expected parameter or own'],
  [['--acount-id', '111122223333'], '--acount-id'],
])('options that are wrong are refused by name: %j', (args, problem) => {
  expect(() => packFor(args)).toThrow(problem);
});
