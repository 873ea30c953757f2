/** What the protocols make of answers and errors, as the SDK's clients read them. */
import { APIGatewayClient, GetExportCommand, GetStageCommand, PutRestApiCommand } from '@aws-sdk/client-api-gateway';
import { ConfigServiceClient, GetResourceConfigHistoryCommand } from '@aws-sdk/client-config-service';
import { DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ServiceError } from '../../../account/sandbox/core/errors.ts';
import { operation } from '../../../account/sandbox/core/operation.ts';
import type { OutputRecord } from '../../../account/sandbox/core/values.ts';
import { awsJson } from '../../../account/sandbox/http/aws-json.ts';
import { queryProtocol } from '../../../account/sandbox/http/query.ts';
import { restJson } from '../../../account/sandbox/http/rest-json.ts';
import type { RunningServer } from '../../../account/sandbox/http/server.ts';
import { homeAccount, homeRegion } from '../../support/bare-sandbox.ts';
import { serveToy, toyService } from '../../support/toy-service.ts';

const moment = new Date('2026-03-01T12:00:00.500Z');
const bytes = new Uint8Array([0, 255, 128, 10]);

/** What the toys do next. */
let next: () => OutputRecord | Promise<OutputRecord> = () => ({});
const act = operation(z.unknown(), () => next());

const stage = '/restapis/{restApiId}/stages/{stageName}';
const rest = restJson(toyService('apigateway', { GetStage: act, GetExport: act, PutRestApi: act }), [
  { method: 'GET', path: stage, operation: 'GetStage' },
  {
    method: 'GET',
    path: `${stage}/exports/{exportType}`,
    operation: 'GetExport',
    answerHeaders: { contentType: 'Content-Type' },
    answerPayload: 'body',
  },
  { method: 'PUT', path: '/restapis/{restApiId}', operation: 'PutRestApi', requestPayload: 'body' },
]);
const json = awsJson(toyService('config', { GetResourceConfigHistory: act }), 'StarlingDoveService');
const xml = queryProtocol({
  service: toyService('ec2', { DescribeVpcEndpoints: act }),
  item: 'item',
  envelope: (name, members) => ({ [`${name}Response`]: members }),
  errorEnvelope: ({ code, message }) => ({ Response: { Errors: { Error: { Code: code, Message: message } } } }),
});

let server: RunningServer;
let apigateway: APIGatewayClient;
let config: ConfigServiceClient;
let ec2: EC2Client;
beforeAll(async () => {
  server = await serveToy(rest, json, xml);
  const credentials = { accessKeyId: homeAccount, secretAccessKey: 'sandbox' };
  const options = { endpoint: server.endpoint, region: homeRegion, maxAttempts: 1, credentials };
  apigateway = new APIGatewayClient(options);
  config = new ConfigServiceClient(options);
  ec2 = new EC2Client(options);
});
afterAll(() => server.close());

const ofStage = { restApiId: 'a1', stageName: 'prod' };
const getStage = new GetStageCommand(ofStage);
const history = new GetResourceConfigHistoryCommand({ resourceType: 'AWS::ApiGateway::RestApi', resourceId: 'x' });
const endpoints = new DescribeVpcEndpointsCommand({});

test('timestamps come with their milliseconds, in JSON and in XML', async () => {
  next = () => ({ createdDate: moment });
  await expect(apigateway.send(getStage)).resolves.toMatchObject({ createdDate: moment });
  next = () => ({ configurationItems: [{ configurationItemCaptureTime: moment }] });
  const { configurationItems = [] } = await config.send(history);
  expect(configurationItems[0]?.configurationItemCaptureTime).toEqual(moment);
  next = () => ({ vpcEndpointSet: [{ creationTimestamp: moment }] });
  const { VpcEndpoints = [] } = await ec2.send(endpoints);
  expect(VpcEndpoints[0]?.CreationTimestamp).toEqual(moment);
});

test('a body of bytes comes as these bytes, with its own type', async () => {
  next = () => ({ contentType: 'application/x-toy', body: bytes });
  const answer = await apigateway.send(new GetExportCommand({ ...ofStage, exportType: 'oas30' }));
  expect(answer.contentType).toBe('application/x-toy');
  expect([...(answer.body ?? [])]).toEqual([...bytes]);
});

test('members that are undefined are absent, null stays null, zero and false stay', async () => {
  next = () => ({
    description: undefined,
    cacheClusterEnabled: false,
    variables: { a: '' },
    documentationVersion: null,
  });
  const answer = await apigateway.send(getStage);
  expect(answer).not.toHaveProperty('description');
  expect(answer).toMatchObject({ cacheClusterEnabled: false, variables: { a: '' } });
});

test('text of all kinds survives XML', async () => {
  const text = `a & b < c > "d" 'e' ü \u{1f680}`;
  next = () => ({ vpcEndpointSet: [{ vpcId: text, tagSet: [] }] });
  const { VpcEndpoints = [] } = await ec2.send(endpoints);
  expect(VpcEndpoints).toEqual([{ VpcId: text, Tags: [] }]);
});

test('an error has its code, its message, its status and a request id, on every protocol', async () => {
  next = () => {
    throw new ServiceError('ToyTrouble', 409, 'a "quoted" <message> & more');
  };
  const told = {
    name: 'ToyTrouble',
    message: 'a "quoted" <message> & more',
    $metadata: { httpStatusCode: 409 },
  };
  await expect(apigateway.send(getStage)).rejects.toMatchObject({
    ...told,
    $metadata: { httpStatusCode: 409, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  await expect(config.send(history)).rejects.toMatchObject(told);
  await expect(ec2.send(endpoints)).rejects.toMatchObject(told);
});

test('a defect of the sandbox is told as such, and the next call is answered', async () => {
  next = () => {
    throw new RangeError('off by one');
  };
  for (const call of [apigateway.send(getStage), config.send(history), ec2.send(endpoints)])
    await expect(call).rejects.toMatchObject({
      name: 'SandboxDefect',
      message: expect.stringContaining('the sandbox broke down: RangeError: off by one'),
      $metadata: { httpStatusCode: 500 },
    });
  next = () => ({ deploymentId: 'd1' });
  await expect(apigateway.send(getStage)).resolves.toMatchObject({ deploymentId: 'd1' });
});

test('large bodies arrive whole', async () => {
  next = () => ({ description: 'x'.repeat(3_000_000) });
  const body = new Uint8Array(3_000_000).fill(120);
  const { description = '' } = await apigateway.send(new PutRestApiCommand({ restApiId: 'a1', body }));
  expect(description).toHaveLength(3_000_000);
});
