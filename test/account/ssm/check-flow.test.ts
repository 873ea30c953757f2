/** Ways through a document that lead nowhere, round in circles, or where AWS's pages leave open what happens. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { fail, pass, startAutomationBench, type AutomationBench } from '../../support/automation.ts';
import { branch, call, expectRefusal, loop, steps, type RefusedDocument } from '../../support/refused-documents.ts';

let bench: AutomationBench;

beforeAll(async () => {
  bench = await startAutomationBench();
});
afterAll(() => bench.sandbox.close());

const equal = { Variable: 'x', StringEquals: 'x' };
const inner = { ...loop({ Iterators: ['x'], Steps: [pass('A')] }), name: 'Inner' };
const over = { Iterators: ['x'], Steps: [pass('A')] };

const invalid: readonly RefusedDocument[] = [
  ['nextStep to nowhere', steps(pass('A', { nextStep: 'B' })), 'leads to the step B'],
  ['onFailure to nowhere', steps(pass('A', { onFailure: 'step:B' })), 'leads to the step B'],
  ['onCancel to nowhere', steps(pass('A', { onCancel: 'step:B' })), 'leads to the step B'],
  ['onFailure of another form', steps(pass('A', { onFailure: 'retry' })), 'onFailure'],
  ['a choice to nowhere', steps(branch({ ...equal, NextStep: 'B' })), 'leads to the step B'],
  ['a default to nowhere', steps(branch(equal, { Default: 'B' }), pass('A')), 'leads to the step B'],
  ['a choice without NextStep', steps(branch({ ...equal, NextStep: 1 })), 'has no NextStep'],
  ['an unknown operation', steps(branch({ Variable: 'x', Matches: 'x' }), pass('A')), 'compares by Matches'],
  ['two operations', steps(branch({ ...equal, Contains: 'x' }), pass('A')), 'one operation'],
  [
    'a number against a text',
    steps(branch({ Variable: 'x', NumericEquals: 'one' }), pass('A')),
    'by NumericEquals with "one"',
  ],
  [
    'Or of one',
    steps(branch({ Or: [equal] }), pass('A')),
    'Expect at lease two expressions for operator: Or in step: Branch. Provided: 1',
  ],
  ['a circle', steps(pass('A'), pass('B', { nextStep: 'A' })), 'infinite loop: A -> B -> A'],
  ['a circle by failure', steps(pass('A'), fail('B', { onFailure: 'step:A' })), 'infinite loop: A -> B -> A'],
  ['a circle by choice', steps(pass('A'), branch(equal)), 'infinite loop: A -> Branch -> A'],
  ['a circle in a loop', steps(loop({ ...over, Steps: [pass('A', { nextStep: 'A' })] })), 'infinite loop: A -> A'],
  [
    'a circle out of a loop',
    steps(pass('Z'), loop({ ...over, Steps: [pass('A', { onFailure: 'step:Z' })] })),
    'infinite loop: Z -> Loop -> Z',
  ],
  ['onCancel of a branch', steps({ ...branch(equal), onCancel: 'step:A' }, pass('A')), 'aws:branch has no onCancel'],
  [
    'onCancel of a loop',
    steps(loop(over, { onCancel: 'step:B' }), call({}, { name: 'B' })),
    'aws:loop has no onCancel',
  ],
  ['onCancel to a sleep', steps(call({}, { onCancel: 'step:A' }), pass('A')), 'onCancel of step Call cannot lead to'],
  ['a name twice, once in a loop', steps(pass('A'), loop(over)), 'A is not unique'],
  ['a loop in a loop', steps(loop({ Iterators: ['x'], Steps: [inner] })), 'nested in the loop'],
  ['a loop over nothing', steps(loop({ Steps: [pass('A')] })), 'needs either Iterators or LoopCondition'],
  ['a loop with both', steps(loop({ ...over, LoopCondition: equal })), 'needs either Iterators or LoopCondition'],
  ['a loop of 101', steps(loop({ ...over, MaxIterations: 101 })), 'MaxIterations'],
];

test.each(invalid)('%s', async (_, content, message) => {
  await expectRefusal(bench, content, 'InvalidDocumentContent', message);
});

const leftOpen: readonly RefusedDocument[] = [
  ['isEnd and a way on', steps(fail('A', { isEnd: true, onFailure: 'step:B' }), pass('B')), 'isEnd with an onFailure'],
  ['a failure that aborts and does not count', steps(fail('A', { isCritical: false })), 'isCritical false without'],
  ['onFailure of a loop', steps(loop(over, { onFailure: 'step:B' }), pass('B')), 'onFailure of an aws:loop'],
  ['attempts of a loop', steps(loop(over, { maxAttempts: 2 })), 'maxAttempts of an aws:loop'],
  ['isEnd in a loop', steps(loop({ ...over, Steps: [pass('A', { isEnd: true })] })), 'isEnd in the loop Loop'],
];

test.each(leftOpen)('%s', async (_, content, message) => {
  await expectRefusal(bench, content, 'NotModelledBySandbox', message);
});
