/** What a document must not hold: unknown parts, and references to nothing. Each is refused by name when the document is created. */
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pass, startAutomationBench, type AutomationBench } from '../../support/automation.ts';
import { call, expectRefusal, steps, type RefusedDocument } from '../../support/refused-documents.ts';

let bench: AutomationBench;

beforeAll(async () => {
  bench = await startAutomationBench();
});
afterAll(() => bench.sandbox.close());

const parameter = (declaration: object): object => ({ ...steps(pass('A')), parameters: { P: declaration } });
const lambda = (more: object): object => ({ name: 'A', action: 'aws:invokeLambdaFunction', ...more });
const set = { name: 'A', action: 'aws:updateVariable', inputs: { Name: 'variable:x', Value: 1 } };

const invalid: readonly RefusedDocument[] = [
  ['no steps', {}, 'mainSteps'],
  ['an unknown part', { ...steps(pass('A')), colour: 'red' }, 'unknown property colour'],
  ['an unknown property of a step', steps(pass('A', { retries: 2 })), 'step A: unknown property retries'],
  ['a step without an action of AWS’s form', steps({ name: 'A', action: 'sleep' }), 'there is no action sleep'],
  ['a name with a hyphen', steps(pass('A-B')), 'letters, digits and underscores'],
  ['a name twice', steps(pass('A'), pass('A')), 'A is not unique'],
  ['a missing input', steps(lambda({})), 'needs the input FunctionName'],
  [
    'an output name that is reserved',
    steps(lambda({ inputs: { FunctionName: 'f' }, outputs: [{ Name: 'Payload', Selector: '$' }] })),
    'In step A, name: Payload is conflicting with one of the following reserved output names: [StatusCode, FunctionError, LogResult, Payload, OutputPayload]',
  ],
  ['an answer that is a stream', steps(call({ Service: 'apigateway', Api: 'GetExport' })), 'answers with a stream'],
  ['a variable that is not declared', steps(set), '"variable:x" is no declared variable'],
  ['an unknown parameter', steps(call({ Name: '{{ Colour }}' })), 'Parameter "Colour" is not declared.'],
  ['an unknown one inside a text', steps(call({ Name: 'is {{Colour}}' })), 'Parameter "Colour" is not declared.'],
  ['an unknown step', steps(call({ Name: '{{ Paint.Hue }}' })), 'Parameter "Paint.Hue" is not declared.'],
  ['an unknown output', steps(pass('Paint'), call({ Name: '{{ Paint.Hue }}' })), '"Paint.Hue" is not declared.'],
  ['an unknown variable', steps(call({ Name: '{{ variable:hue }}' })), 'Parameter "variable:hue" is not declared.'],
  ['a role from a variable', { assumeRole: '{{ variable:v }}', ...steps(pass('A')) }, 'assumeRole refers to'],
  ['an output of no step', { ...steps(pass('A')), outputs: ['A.Hue'] }, 'the output A.Hue of the document'],
  ['a pattern that does not compile', parameter({ type: 'String', allowedPattern: '[' }), 'does not compile'],
  ['a pattern only Java takes', parameter({ type: 'String', allowedPattern: 'a++' }), 'does not compile'],
  ['an unknown type', parameter({ type: 'Text' }), 'there is no type Text'],
  ['a default of another type', parameter({ type: 'Integer', default: 'one' }), 'the default "one" is no Integer'],
  ['an unknown property of a parameter', parameter({ type: 'String', pattern: 'x' }), 'unknown property pattern'],
];

test.each(invalid)('%s', async (_, content, message) => {
  await expectRefusal(bench, content, 'InvalidDocumentContent', message);
});

const notModelled: readonly RefusedDocument[] = [
  ['a script', steps({ name: 'A', action: 'aws:executeScript' }), 'the action aws:executeScript of step A'],
  ['an unknown input', steps(pass('A', { inputs: { Colour: 'red' } })), 'the input Colour of aws:sleep, in step A'],
  [
    'outputs where there are none',
    steps(pass('A', { outputs: [{ Name: 'B', Selector: '$' }] })),
    'outputs of aws:sleep',
  ],
  ['a filter', steps(call({}, { outputs: [{ Name: 'B', Selector: '$.a[?(@.b)]' }] })), 'the selector $.a[?(@.b)]'],
  ['a service that the sandbox lacks', steps(call({ Service: 's3' })), 'the service s3, in step Call'],
  ['an unknown system variable', steps(call({ Name: '{{ global:TIME }}' })), 'the reference {{ global:TIME }}'],
  ['a stored parameter', steps(call({ Name: '{{ ssm:colour }}' })), 'the reference {{ ssm:colour }}'],
  ['a reference in a name', steps(call({ '{{ global:REGION }}': 1 })), 'a reference in the name of a member'],
  ['a type with checks of its own', parameter({ type: 'AWS::EC2::Instance::Id' }), 'the type AWS::EC2::Instance::Id'],
  ['files', { ...steps(pass('A')), files: {} }, 'files of an Automation document'],
];

test.each(notModelled)('%s is not modelled', async (_, content, message) => {
  await expectRefusal(bench, content, 'NotModelledBySandbox', message);
});

test('another schema', async () => {
  await expectRefusal(bench, { schemaVersion: '2.2' }, 'InvalidDocumentSchemaVersion', '2.2');
});

test('a text that is neither JSON nor YAML', async () => {
  for (const DocumentFormat of ['JSON', 'YAML'] as const) {
    const broken = { Name: 'Refused', Content: '{"a": [', DocumentType: 'Automation', DocumentFormat } as const;
    await expect(bench.ssm.send(new CreateDocumentCommand(broken))).rejects.toMatchObject({
      name: 'InvalidDocumentContent',
    });
  }
});
