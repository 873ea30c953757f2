/** Documents and their versions. */
import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  DescribeDocumentCommand,
  GetDocumentCommand,
  ListDocumentsCommand,
  ListDocumentVersionsCommand,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
  type CreateDocumentCommandInput,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pass, startAutomationBench, textOf, type AutomationBench } from '../../support/automation.ts';
import { homeAccount } from '../../support/bare-sandbox.ts';

let bench: AutomationBench;
let ssm: SSMClient;

beforeEach(async () => {
  bench = await startAutomationBench();
  ssm = bench.ssm;
});
afterEach(() => bench.sandbox.close());

const first = textOf({ description: 'first', mainSteps: [pass('One')] });
const second = textOf({ description: 'second', mainSteps: [pass('One')] });

const create = (more: Partial<CreateDocumentCommandInput> = {}): Promise<unknown> =>
  ssm.send(new CreateDocumentCommand({ Name: 'Runbook', Content: first, DocumentType: 'Automation', ...more }));

const update = (Content: string, DocumentVersion = '$LATEST'): Promise<unknown> =>
  ssm.send(new UpdateDocumentCommand({ Name: 'Runbook', Content, DocumentVersion }));

const refused = async (call: Promise<unknown>, name: string): Promise<void> => {
  await expect(call).rejects.toMatchObject({ name });
};

test('a new document is described, and given back as it came', async () => {
  const content = textOf({
    description: 'Closes doors.',
    parameters: {
      Doors: { type: 'StringList', description: 'which', default: ['front'] },
      AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn' },
    },
    mainSteps: [pass('Close')],
  });
  const { DocumentDescription } = await ssm.send(
    new CreateDocumentCommand({ Name: 'Doors', Content: content, DocumentType: 'Automation', DocumentFormat: 'JSON' }),
  );
  expect(DocumentDescription).toMatchObject({
    Name: 'Doors',
    Owner: homeAccount,
    Status: 'Creating',
    DocumentType: 'Automation',
    SchemaVersion: '0.3',
    Description: 'Closes doors.',
    DocumentVersion: '1',
    LatestVersion: '1',
    DefaultVersion: '1',
    HashType: 'Sha256',
    Parameters: [
      { Name: 'Doors', Type: 'StringList', Description: 'which', DefaultValue: '["front"]' },
      { Name: 'AutomationAssumeRole', Type: 'AWS::IAM::Role::Arn' },
    ],
  });
  const { Document } = await ssm.send(new DescribeDocumentCommand({ Name: 'Doors' }));
  expect(Document).toMatchObject({ Status: 'Active', Hash: DocumentDescription?.Hash ?? '' });
  expect(await ssm.send(new GetDocumentCommand({ Name: 'Doors' }))).toMatchObject({
    Content: content,
    DocumentFormat: 'JSON',
    Status: 'Active',
  });
});

test('YAML is taken, and either format is given', async () => {
  const yaml = [
    'schemaVersion: "0.3"',
    'mainSteps:',
    '  - name: Wait # a while',
    '    action: aws:sleep',
    '    inputs: { Duration: PT1S }',
    '',
  ].join('\n');
  await create({ Content: yaml, DocumentFormat: 'YAML' });
  const asCame = await ssm.send(new GetDocumentCommand({ Name: 'Runbook' }));
  expect(asCame).toMatchObject({ Content: yaml, DocumentFormat: 'YAML' });
  const asJson = await ssm.send(new GetDocumentCommand({ Name: 'Runbook', DocumentFormat: 'JSON' }));
  expect(JSON.parse(asJson.Content ?? '')).toEqual({
    schemaVersion: '0.3',
    mainSteps: [{ name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
  });
  await ssm.send(new CreateDocumentCommand({ Name: 'Other', Content: first, DocumentType: 'Automation' }));
  const asYaml = await ssm.send(new GetDocumentCommand({ Name: 'Other', DocumentFormat: 'YAML' }));
  expect(asYaml.Content).toContain('schemaVersion: "0.3"\ndescription: first\n');
});

test('a name is taken once, has a form, and does not begin as AWS’s own do', async () => {
  await create();
  await refused(create(), 'DocumentAlreadyExists');
  for (const Name of ['ab', 'with space', 'slash/ed']) await refused(create({ Name }), 'ValidationException');
  for (const Name of ['AWS-Fence', 'amazonFence', 'Amzn.Fence', 'AWSConfigRemediation-Fence'])
    await refused(create({ Name }), 'ValidationException');
});

test('what is no Automation document is refused by name', async () => {
  await expect(create({ DocumentType: 'Command' })).rejects.toThrow('does not model documents of the type Command');
  await expect(create({ DocumentFormat: 'TEXT' })).rejects.toThrow('does not model documents in the format TEXT');
  await expect(create({ Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toThrow(
    'does not model ssm:CreateDocument with Tags',
  );
});

test('64 KB are the limit', async () => {
  const sized = (bytes: number): string => {
    const empty = textOf({ description: '', mainSteps: [pass('One')] });
    return textOf({ description: 'x'.repeat(bytes - empty.length), mainSteps: [pass('One')] });
  };
  await refused(create({ Content: sized(65_537) }), 'MaxDocumentSizeExceeded');
  await create({ Content: sized(65_536) });
});

test('an update makes a new version and leaves the default', async () => {
  await create();
  await update(second);
  const described = await ssm.send(new DescribeDocumentCommand({ Name: 'Runbook' }));
  expect(described.Document).toMatchObject({ DocumentVersion: '1', LatestVersion: '2', DefaultVersion: '1' });
  const contentOf = async (DocumentVersion?: string): Promise<string | undefined> =>
    (await ssm.send(new GetDocumentCommand({ Name: 'Runbook', DocumentVersion }))).Content;
  expect([await contentOf(), await contentOf('$LATEST'), await contentOf('2')]).toEqual([first, second, second]);
  const changed = await ssm.send(new UpdateDocumentDefaultVersionCommand({ Name: 'Runbook', DocumentVersion: '2' }));
  expect(changed.Description).toMatchObject({ Name: 'Runbook', DefaultVersion: '2' });
  expect(await contentOf()).toBe(second);
  await refused(contentOf('3'), 'InvalidDocumentVersion');
});

test('an update needs new content, and starts from the latest version', async () => {
  await create();
  await update(second);
  await refused(update(first), 'DuplicateDocumentContent');
  await refused(update(second), 'DuplicateDocumentContent');
  await refused(update(textOf({ mainSteps: [pass('Two')] }), '1'), 'InvalidDocumentVersion');
  await refused(update('{}'), 'InvalidDocumentContent');
  await refused(
    ssm.send(new UpdateDocumentCommand({ Name: 'Other', Content: first, DocumentVersion: '$LATEST' })),
    'InvalidDocument',
  );
  const { DocumentVersions } = await ssm.send(new ListDocumentVersionsCommand({ Name: 'Runbook' }));
  expect(DocumentVersions?.map(({ DocumentVersion, IsDefaultVersion }) => [DocumentVersion, IsDefaultVersion])).toEqual(
    [
      ['1', true],
      ['2', false],
    ],
  );
});

test('versions have names of their own', async () => {
  await create({ VersionName: 'spring' });
  const named = (Content: string, VersionName: string): Promise<unknown> =>
    ssm.send(new UpdateDocumentCommand({ Name: 'Runbook', Content, DocumentVersion: '1', VersionName }));
  await refused(named(second, 'spring'), 'DuplicateDocumentVersionName');
  await named(second, 'autumn');
  const found = await ssm.send(new GetDocumentCommand({ Name: 'Runbook', VersionName: 'autumn' }));
  expect(found).toMatchObject({ Content: second, DocumentVersion: '2', VersionName: 'autumn' });
});

test('a version, but not the default one, or the whole document is deleted', async () => {
  await create();
  await update(second);
  const remove = (DocumentVersion?: string): Promise<unknown> =>
    ssm.send(new DeleteDocumentCommand({ Name: 'Runbook', DocumentVersion }));
  await refused(remove('1'), 'InvalidDocumentOperation');
  await remove('2');
  await refused(ssm.send(new GetDocumentCommand({ Name: 'Runbook', DocumentVersion: '2' })), 'InvalidDocumentVersion');
  await remove();
  await refused(ssm.send(new GetDocumentCommand({ Name: 'Runbook' })), 'InvalidDocument');
  await refused(remove(), 'InvalidDocument');
});

test('documents are listed page by page, and by name', async () => {
  for (const Name of ['Fence-a', 'Fence-b', 'Gate']) await create({ Name });
  const page = await ssm.send(new ListDocumentsCommand({ MaxResults: 2 }));
  expect(page.DocumentIdentifiers?.map(({ Name }) => Name)).toEqual(['Fence-a', 'Fence-b']);
  const rest = await ssm.send(new ListDocumentsCommand({ MaxResults: 2, NextToken: page.NextToken }));
  expect(rest.DocumentIdentifiers?.map(({ Name }) => Name)).toEqual(['Gate']);
  expect(rest.NextToken).toBeUndefined();
  const own = await ssm.send(
    new ListDocumentsCommand({
      Filters: [
        { Key: 'Owner', Values: ['Self'] },
        { Key: 'Name', Values: ['Fence'] },
      ],
    }),
  );
  expect(own.DocumentIdentifiers).toHaveLength(2);
  await refused(ssm.send(new ListDocumentsCommand({ NextToken: 'made up' })), 'InvalidNextToken');
});
