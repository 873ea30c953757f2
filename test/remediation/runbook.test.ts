import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { AutomationDocument, Step } from '../../remediation/document.ts';
import { runbookYaml } from '../../remediation/runbook-yaml.ts';
import { buildRunbook, defaultOptions, runbookName } from '../../remediation/runbook.ts';
import { lintRunbook } from '../support/lint-runbook.ts';

const document = buildRunbook();

test('the document has no structural problem', () => {
  expect(lintRunbook(document)).toEqual([]);
});

const withSteps = (change: (step: Step) => Step): AutomationDocument => ({
  ...document,
  mainSteps: document.mainSteps.map(change),
});

const only = (name: string, more: Partial<Pick<Step, 'onFailure' | 'onCancel' | 'nextStep' | 'description'>>) =>
  withSteps((step) => (step.name === name ? { ...step, ...more } : step));

test.each<[string, AutomationDocument, RegExp]>([
  ['a way to a step that is not there', only('Plan', { nextStep: 'Decision' }), /no step Decision/],
  ['a write without a way back', only('PatchPolicy', { onFailure: 'Abort' }), /PatchPolicy: its failure/],
  ['a step that is cancelled without a way back', only('Verify', { onCancel: 'Abort' }), /Verify: its cancellation/],
  ['a step nothing leads to', only('Plan', { nextStep: 'Refused' }), /nothing leads to Decide/],
  ['a step that says nothing', only('Plan', { description: '' }), /Plan: it is not said/],
  ['an output that is not there', { ...document, outputs: ['Plan.Verdict'] }, /nothing is called Plan\.Verdict/],
  ['a parameter that is not there', { ...document, assumeRole: '{{ Role }}' }, /nothing is called Role/],
  [
    'a pattern that is not anchored',
    { ...document, parameters: { X: { type: 'String', description: 'x', allowedPattern: '[a-z]+' } } },
    /X: its pattern is not anchored/,
  ],
  ['a document that is too large', { ...document, description: 'x'.repeat(65_536) }, /more than 64 KB/],
  ['an output with a secret', { ...document, outputs: ['Plan.ApiToken'] }, /looks like a secret/],
])('%s is seen', (_what, broken, problem) => {
  expect(lintRunbook(broken).join('\n')).toMatch(problem);
});

test('the checked-in YAML is what the code says: `npm run generate` writes it', () => {
  const file = readFileSync(new URL('../../remediation/runbook.yaml', import.meta.url), 'utf8');
  expect(file).toBe(runbookYaml());
  expect(parse(file)).toEqual(document);
});

test('name and function are as they are installed', () => {
  expect(runbookName).toMatch(/^[A-Za-z0-9_.-]{3,128}$/);
  expect(runbookName).not.toMatch(/^(?:aws|amazon|amzn|AWSEC2|AWSConfigRemediation|AWSSupport)/i);
  const functions = buildRunbook({ functionName: 'mine' }).mainSteps.flatMap((step) =>
    step.action === 'aws:invokeLambdaFunction' ? [step.inputs.FunctionName] : [],
  );
  expect(new Set(functions)).toEqual(new Set(['mine']));
  expect(defaultOptions.functionName).toMatch(/^[A-Za-z0-9-_]{1,64}$/);
});

test('the policy is written by one step, with the text of the plan', () => {
  const writes = document.mainSteps.filter(
    (step) => step.action === 'aws:executeAwsApi' && step.inputs.Api === 'UpdateRestApi',
  );
  expect(writes.map(({ name }) => name)).toEqual(['PatchPolicy']);
  expect(writes[0]?.inputs).toMatchObject({
    patchOperations: [{ op: 'replace', path: '/policy', value: '{{ Plan.After }}' }],
  });
});

test('the outputs tell of every second attempt what they tell of the first, as far as it has it', () => {
  const told = new Set(document.outputs);
  const missing = document.mainSteps
    .filter(({ name }) => name.endsWith('Again'))
    .flatMap(({ name, outputs = [] }) => outputs.map(({ Name }) => [name, Name] as const))
    .filter(([name, output]) => told.has(`${name.replace('Again', '')}.${output}`) && !told.has(`${name}.${output}`));
  expect(missing).toEqual([]);
});
