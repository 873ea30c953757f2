/** What a start may supply. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pass, startAutomationBench, type AutomationBench, type Values } from '../../support/automation.ts';
import { homeAccount } from '../../support/bare-sandbox.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
});
afterEach(() => bench.sandbox.close());

const declare = (parameters: Readonly<Record<string, object>>): Promise<void> =>
  bench.create({ parameters, mainSteps: [pass('One')] });

/** The parameters that the execution reports. */
async function accepted(parameters: Values): Promise<Record<string, string[]> | undefined> {
  return (await bench.execution(await bench.start(parameters))).Parameters;
}

async function refused(parameters: Values, message: string): Promise<void> {
  await expect(bench.start(parameters)).rejects.toMatchObject({
    name: 'InvalidAutomationExecutionParametersException',
    message: expect.stringContaining(message),
  });
}

test('a parameter without a default has to be there, and one that is not declared must not', async () => {
  await declare({ Must: { type: 'String' }, May: { type: 'String', default: 'else' } });
  await refused({ May: ['x'] }, 'Missing required parameter: Must in user inputs.');
  await refused({ Must: ['x'], Other: ['x'] }, 'Parameters [Other] are not declared in the document.');
  expect(await accepted({ Must: ['x'] })).toEqual({ Must: ['x'], May: ['else'] });
  expect(await accepted({ Must: [''], May: ['y'] })).toEqual({ Must: [''], May: ['y'] });
});

test('values have their types', async () => {
  const optional = {
    Text: 'String',
    Count: 'Integer',
    Flag: 'Boolean',
    List: 'StringList',
    Map: 'StringMap',
    Maps: 'MapList',
  };
  const defaults = { Text: '', Count: 0, Flag: false, List: [], Map: {}, Maps: [] };
  await declare(
    Object.fromEntries(
      Object.entries(optional).map(([name, type]) => [
        name,
        { type, default: new Map(Object.entries(defaults)).get(name) },
      ]),
    ),
  );
  const given = {
    Text: ['1'],
    Count: ['-12'],
    Flag: ['true'],
    List: ['a', 'b'],
    Map: ['{"a":"b"}'],
    Maps: ['{"a":1}', '{}'],
  };
  expect(await accepted(given)).toEqual(given);
  expect(await accepted({})).toEqual({ Text: [''], Count: ['0'], Flag: ['false'], List: [], Map: ['{}'], Maps: [] });
  await refused({ Text: ['a', 'b'] }, 'Parameter "Text" has value ["a","b"], which is no String.');
  await refused({ Text: [] }, 'Parameter "Text" has value [], which is no String.');
  for (const value of ['1.5', '"1"', 'one', '']) await refused({ Count: [value] }, 'which is no Integer.');
  for (const value of ['True', '1', '']) await refused({ Flag: [value] }, 'which is no Boolean.');
  for (const value of ['[]', 'a=b', '']) await refused({ Map: [value] }, 'which is no StringMap.');
  await refused({ Maps: ['{}', '[]'] }, 'which is no MapList.');
});

test('allowedPattern has to match the whole of a string, anchors or none, and every item of a list', async () => {
  await declare({
    Bare: { type: 'String', allowedPattern: '[a-z]+', default: 'NOT CHECKED' },
    Either: { type: 'String', allowedPattern: '^a|b$', default: '' },
    List: { type: 'StringList', allowedPattern: '^vpc-[0-9a-f]{8}$', default: [] },
  });
  expect(await accepted({ Bare: ['abc'], List: ['vpc-0a1b2c3d'] })).toMatchObject({ Bare: ['abc'] });
  await refused({ Bare: ['abc1'] }, 'Parameter "Bare" has value "abc1" not matching "[a-z]+".');
  await refused({ Bare: ['1abc'] }, 'not matching');
  await refused({ Bare: ['abc\n'] }, 'not matching');
  await refused({ Either: ['ab'] }, 'not matching');
  await refused({ List: ['vpc-0a1b2c3d', 'vpc-x'] }, 'Parameter "List" has value "vpc-x" not matching');
});

test('allowedValues, and the limits on items and characters', async () => {
  await declare({
    Pick: { type: 'String', allowedValues: ['Refuse', 'Publish'], default: 'Refuse' },
    Few: { type: 'StringList', minItems: 1, maxItems: 2, default: [] },
    Short: { type: 'String', minChars: 2, maxChars: 3, default: '' },
  });
  await refused({ Pick: ['publish'] }, 'Parameter "Pick" has value "publish" not found in [Refuse, Publish].');
  await refused({ Few: [] }, 'Parameter "Few" has 0 items');
  await refused({ Few: ['a', 'b', 'c'] }, 'Parameter "Few" has 3 items');
  await refused({ Short: ['a'] }, 'Parameter "Short" has 1 characters');
  await refused({ Short: ['abcd'] }, 'Parameter "Short" has 4 characters');
  expect(await accepted({ Pick: ['Publish'], Few: ['a', 'b'], Short: ['ab'] })).toMatchObject({ Pick: ['Publish'] });
});

test('a role’s ARN has its form', async () => {
  await declare({ AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn' } });
  await refused({ AutomationAssumeRole: ['Fixer'] }, 'Parameter "AutomationAssumeRole" has value "Fixer" not matching');
  const arn = 'arn:aws-cn:iam::111122223333:role/path/Fixer';
  expect(await accepted({ AutomationAssumeRole: [arn] })).toEqual({ AutomationAssumeRole: [arn] });
});

test('the model limits what a call may carry', async () => {
  await declare({ List: { type: 'StringList', default: [] } });
  const invalid = async (parameters: Values): Promise<void> => {
    await expect(bench.start(parameters)).rejects.toMatchObject({ name: 'ValidationException' });
  };
  await invalid({ List: ['x'.repeat(513)] });
  await invalid({ List: Array.from({ length: 51 }, String) });
  await invalid({ ['x'.repeat(51)]: [] });
  await invalid(Object.fromEntries(Array.from({ length: 201 }, (_, place) => [`P${place}`, ['x']])));
  expect(await accepted({ List: Array.from({ length: 50 }, () => 'x'.repeat(512)) })).toBeDefined();
});

test('a document and its parameter values have 64 KB together', async () => {
  await bench.create({
    description: 'x'.repeat(60_000),
    parameters: { List: { type: 'StringList', default: [] } },
    mainSteps: [pass('One')],
  });
  await refused({ List: Array.from({ length: 12 }, () => 'x'.repeat(512)) }, 'larger than 64 KB');
  expect(await accepted({ List: ['x'.repeat(512)] })).toBeDefined();
});

const call = { name: 'Call', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'ListDocuments' } };
const caller = (): string | undefined =>
  bench.sandbox.world.calls.find(({ operation }) => operation === 'ListDocuments')?.principal.arn;

test('steps have the permissions of the role that is assumed', async () => {
  const execution = await bench.run(
    {
      assumeRole: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:role/path/{{ Role }}',
      parameters: { Role: { type: 'String' } },
      mainSteps: [call],
    },
    { Role: ['Fixer'] },
  );
  expect(caller()).toBe(
    `arn:aws:sts::${homeAccount}:assumed-role/Fixer/Automation-${execution.AutomationExecutionId ?? ''}`,
  );
  expect(execution.ExecutedBy).toBe(`arn:aws:iam::${homeAccount}:root`);
});

test('without a role they have those of the caller', async () => {
  await bench.run({
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: { AutomationAssumeRole: { type: 'String', default: '' } },
    mainSteps: [call],
  });
  expect(caller()).toBe(`arn:aws:iam::${homeAccount}:root`);
});

test('a role that is none, or another account’s, is refused', async () => {
  await bench.create({ assumeRole: '{{ R }}', parameters: { R: { type: 'String' } }, mainSteps: [call] });
  await refused({ R: ['Fixer'] }, 'The format of the supplied assume role ARN is invalid.');
  await refused({ R: ['arn:aws:iam::444455556666:role/Fixer'] }, 'The defined assume role is unable to be assumed.');
});
