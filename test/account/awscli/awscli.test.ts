/** Debian's AWS CLI works on the sandbox: its models are years older than the SDK's, and its answers are parsed by other code. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { putterOf, restApiIdOf } from '../live/account.ts';
import { awsAt, isInstalled, isRequired, type Aws } from './aws.ts';

/** Each command starts Python anew. */
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
let sandbox: TestSandbox;
let aws: Aws;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  aws = awsAt(sandbox.endpoint);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

test('the AWS CLI is there, or its absence is no secret', () => {
  if (!isInstalled)
    process.stderr.write(
      '\nNOT TESTED: the AWS CLI against the sandbox. There is no /usr/bin/aws; on Debian: apt-get install awscli\n\n',
    );
  expect({ isInstalled, isRequired }).not.toEqual({ isInstalled: false, isRequired: true });
});

/** With arguments that the shell would otherwise take apart. */
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};

const openApi = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '1' },
  paths: { '/orders': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
};
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
};
const document = {
  schemaVersion: '0.3',
  parameters: { RestApiId: { type: 'String' } },
  mainSteps: [
    {
      name: 'Read',
      action: 'aws:executeAwsApi',
      inputs: { Service: 'apigateway', Api: 'GetRestApi', restApiId: '{{ RestApiId }}' },
      outputs: [{ Name: 'Name', Selector: '$.name', Type: 'String' }],
    },
  ],
  outputs: ['Read.Name'],
};

/** A member of an answer. @throws Error when it is no text */
function text(answer: unknown, member: string): string {
  const value = z.looseObject({}).parse(answer)[member];
  if (typeof value === 'string') return value;
  throw new Error(`the answer has no text \`${member}\`: ${JSON.stringify(answer)}`);
}

/** @returns the id of an API that is there without the CLI */
async function sandboxApi(name: string): Promise<string> {
  return restApiIdOf((await putterOf(sandbox)('apigateway', 'CreateRestApi', { name }))['id']);
}

async function importApi(): Promise<string> {
  const body = `fileb://${file('orders.json', openApi)}`;
  const { answer, stderr } = await aws(
    ...['apigateway', 'import-rest-api', '--body', body],
    ...['--parameters', 'endpointConfigurationTypes=PRIVATE'],
  );
  expect(stderr).toBe('');
  return text(answer, 'id');
}

function declareTests(): void {
  test('apigateway: imports, refuses to deploy, saves a policy, deploys, exports', async () => {
    const id = await importApi();
    const api = ['--rest-api-id', id];
    expect(await aws('apigateway', 'create-deployment', ...api)).toEqual({
      status: 254,
      answer: null,
      stderr:
        "An error occurred (BadRequestException) when calling the CreateDeployment operation: Private REST API doesn't have a resource policy attached to it",
    });
    await sandbox.clock.advance(5000);
    const patch = file('patch.json', [{ op: 'replace', path: '/policy', value: JSON.stringify(policy) }]);
    const saved = await aws('apigateway', 'update-rest-api', ...api, '--patch-operations', `file://${patch}`);
    expect(saved).toMatchObject({ status: 0, answer: { id, endpointConfiguration: { types: ['PRIVATE'] } } });
    expect(JSON.parse(`"${text(saved.answer, 'policy')}"`)).toContain(`:${id}/*`);
    const deployed = await aws('apigateway', 'create-deployment', ...api, '--stage-name', 'prod');
    const deploymentId = text(deployed.answer, 'id');
    expect(await aws('apigateway', 'get-stages', ...api)).toMatchObject({
      status: 0,
      answer: { item: [{ stageName: 'prod', deploymentId, createdDate: expect.stringMatching(/^2026-03-01T/) }] },
    });
    const exported = join(folder, 'export.json');
    const format = ['--export-type', 'oas30', '--parameters', 'extensions=apigateway', exported];
    expect(await aws('apigateway', 'get-export', ...api, '--stage-name', 'prod', ...format)).toMatchObject({
      status: 0,
      answer: { contentDisposition: expect.stringContaining('attachment') },
    });
    expect(JSON.parse(readFileSync(exported, 'utf8'))).toHaveProperty('x-amazon-apigateway-policy');
  });

  test('apigateway: follows the pages of get-rest-apis', async () => {
    for (const name of ['one', 'two', 'three']) await sandboxApi(name);
    const { answer } = await aws('apigateway', 'get-rest-apis', '--page-size', '2', '--query', 'items[].name');
    expect(answer).toEqual(expect.arrayContaining(['one', 'two', 'three']));
  });

  test('configservice: reports in test mode, and is refused', async () => {
    const evaluation = (ComplianceType: string): string =>
      JSON.stringify([
        {
          ComplianceResourceType: 'AWS::ApiGateway::RestApi',
          ComplianceResourceId: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5',
          ComplianceType,
          OrderingTimestamp: '2026-03-01T12:00:00Z',
        },
      ]);
    const report = ['configservice', 'put-evaluations', '--result-token', 'any', '--evaluations'];
    const [taken, refused] = await Promise.all([
      aws(...report, evaluation('NON_COMPLIANT'), '--test-mode'),
      aws(...report, evaluation('COMPLIANT')),
    ]);
    expect(taken).toEqual({ status: 0, answer: { FailedEvaluations: [] }, stderr: '' });
    expect(refused).toMatchObject({ status: 254, stderr: expect.stringContaining('(InvalidResultTokenException)') });
  });

  test('ssm: stores a document and runs it', async () => {
    const id = await sandboxApi('run');
    const content = `file://${file('document.json', document)}`;
    const kind = ['--document-type', 'Automation', '--document-format', 'JSON'];
    expect(await aws('ssm', 'create-document', '--name', 'Read', '--content', content, ...kind)).toMatchObject({
      status: 0,
      answer: { DocumentDescription: { Name: 'Read', Status: expect.stringMatching(/^(Creating|Active)$/) } },
    });
    const start = ['ssm', 'start-automation-execution', '--document-name', 'Read', '--parameters', `RestApiId=${id}`];
    const execution = text((await aws(...start)).answer, 'AutomationExecutionId');
    await sandbox.clock.drive(sandbox.world.idle());
    const asked = ['ssm', 'get-automation-execution', '--automation-execution-id', execution];
    expect(await aws(...asked)).toMatchObject({
      status: 0,
      answer: { AutomationExecution: { AutomationExecutionStatus: 'Success', Outputs: { 'Read.Name': ['run'] } } },
    });
  });

  test('sts and ec2: XML is read', async () => {
    const [caller, endpoints, unknown] = await Promise.all([
      aws('sts', 'get-caller-identity'),
      aws('ec2', 'describe-vpc-endpoints'),
      aws('ec2', 'describe-vpc-endpoints', '--vpc-endpoint-ids', 'vpce-0123456789abcdef0'),
    ]);
    expect(caller).toMatchObject({ status: 0, answer: { Arn: 'arn:aws:iam::111122223333:root' } });
    expect(endpoints).toMatchObject({ status: 0, answer: { VpcEndpoints: [] } });
    expect(unknown).toMatchObject({ status: 254, stderr: expect.stringContaining('(InvalidVpcEndpointId.NotFound)') });
  });
}

if (isInstalled) declareTests();
