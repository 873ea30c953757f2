/** The runbook fits the JSON schema that AWS has published for Automation documents (docs/decisions/0015). */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { z } from 'zod';
import { buildRunbook } from '../../remediation/runbook.ts';

const file = new URL('../published/automation-document.schema.json', import.meta.url);
const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
const validate = new Ajv({ allErrors: true }).compile(schema);
const runbook = buildRunbook();

/** Each with its place, such as `.mainSteps[9] should NOT have additional properties: onCancel`. */
function problems(document: object): readonly string[] {
  void validate(document);
  return (validate.errors ?? []).map(({ dataPath, message = '', params }) => {
    const more = 'additionalProperty' in params ? `: ${params.additionalProperty}` : '';
    return `${dataPath} ${message}${more}`;
  });
}

test('nothing is wrong with it but `onCancel`, which AWS documents and the schema does not know', () => {
  const cancelled = runbook.mainSteps.flatMap(({ onCancel }, index) => (onCancel === undefined ? [] : [index]));
  expect(cancelled.length).toBeGreaterThan(3);
  expect(problems(runbook)).toEqual(
    cancelled.map((index) => `.mainSteps[${String(index)}] should NOT have additional properties: onCancel`),
  );
});

/** Without what the schema does not know. */
const steps: readonly object[] = runbook.mainSteps.map((step) =>
  Object.fromEntries(Object.entries(step).filter(([name]) => name !== 'onCancel')),
);
const document = { ...runbook, mainSteps: steps };
const [first = {}] = steps;

test.each<[string, object, RegExp]>([
  ['another schema version', { ...document, schemaVersion: '2.2' }, /^\.schemaVersion /],
  ['a member of the document that there is not', { ...document, steps: [] }, /steps$/],
  ['no step', { ...document, mainSteps: [] }, /^\.mainSteps /],
  ['an action that there is not', { ...document, mainSteps: [{ ...first, action: 'aws:fail' }] }, /\.action /],
  ['a step without inputs', { ...document, mainSteps: [{ name: 'x', action: 'aws:sleep' }] }, /'inputs'/],
  ['a function without a name', { ...document, mainSteps: [{ ...first, inputs: {} }] }, /'FunctionName'/],
  ['a failure that leads nowhere', { ...document, mainSteps: [{ ...first, onFailure: 'RollBack' }] }, /\.onFailure /],
  ['an output of no type', { ...document, mainSteps: [{ ...first, outputs: [{ Type: 'Text' }] }] }, /\.Type /],
  ['a parameter of no type', { ...document, parameters: { X: { type: 'Text' } } }, /\.type /],
  ['a default of another type', { ...document, parameters: { X: { type: 'String', default: 1 } } }, /\.default /],
])('%s is seen', (_what, broken, problem) => {
  expect(problems(document)).toEqual([]);
  expect(problems(broken).join('\n')).toMatch(problem);
});
