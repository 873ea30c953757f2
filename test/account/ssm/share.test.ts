/** Documents of one account that another one uses. */
import {
  DeleteDocumentCommand,
  DescribeDocumentPermissionCommand,
  GetDocumentCommand,
  ModifyDocumentPermissionCommand,
  StartAutomationExecutionCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pass, ssmOf, startAutomationBench, textOf, type AutomationBench } from '../../support/automation.ts';
import { homeAccount } from '../../support/bare-sandbox.ts';

const otherAccount = '444455556666';
const arn = `arn:aws:ssm:eu-west-1:${homeAccount}:document/Runbook`;
const share = { Name: 'Runbook', PermissionType: 'Share' } as const;
const content = { mainSteps: [pass('One')] };

let bench: AutomationBench;
let ssm: SSMClient;
let other: SSMClient;

beforeEach(async () => {
  bench = await startAutomationBench();
  ssm = bench.ssm;
  other = ssmOf(bench.sandbox, otherAccount);
  await bench.create(content);
});
afterEach(() => bench.sandbox.close());

const refused = async (call: Promise<unknown>, name: string): Promise<void> => {
  await expect(call).rejects.toMatchObject({ name });
};

test('an account does not see another account’s document until it is shared', async () => {
  await refused(other.send(new GetDocumentCommand({ Name: 'Runbook' })), 'InvalidDocument');
  await refused(other.send(new GetDocumentCommand({ Name: arn })), 'InvalidDocument');
  await ssm.send(new ModifyDocumentPermissionCommand({ ...share, AccountIdsToAdd: [otherAccount] }));
  expect((await other.send(new GetDocumentCommand({ Name: arn }))).Content).toBe(textOf(content));
  expect((await ssm.send(new DescribeDocumentPermissionCommand(share))).AccountIds).toEqual([otherAccount]);
  await ssm.send(new ModifyDocumentPermissionCommand({ ...share, AccountIdsToRemove: [otherAccount] }));
  await refused(other.send(new GetDocumentCommand({ Name: arn })), 'InvalidDocument');
});

test('a document is not deleted while it is shared', async () => {
  await ssm.send(new ModifyDocumentPermissionCommand({ ...share, AccountIdsToAdd: ['All'] }));
  await refused(ssm.send(new DeleteDocumentCommand({ Name: 'Runbook' })), 'InvalidDocumentOperation');
  await ssm.send(new ModifyDocumentPermissionCommand({ ...share, AccountIdsToRemove: ['All'] }));
  await ssm.send(new DeleteDocumentCommand({ Name: 'Runbook' }));
});

test('a shared document runs in the account that starts it', async () => {
  const command = new StartAutomationExecutionCommand({ DocumentName: arn });
  await refused(other.send(command), 'AutomationDefinitionNotFoundException');
  await ssm.send(new ModifyDocumentPermissionCommand({ ...share, AccountIdsToAdd: [otherAccount] }));
  const { AutomationExecutionId } = await other.send(command);
  await refused(bench.execution(AutomationExecutionId ?? ''), 'AutomationExecutionNotFoundException');
});
