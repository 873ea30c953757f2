/** Requests that the sandbox does not answer: nobody's, for no service, for what it does not model. */
import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { DescribeAggregationAuthorizationsCommand } from '@aws-sdk/client-config-service';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListLayersCommand } from '@aws-sdk/client-lambda';
import { ListResourceDataSyncCommand } from '@aws-sdk/client-ssm';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  clientsOf,
  homeAccount,
  homeRegion,
  startTestSandbox,
  type Clients,
  type TestSandbox,
} from '../../support/sandbox.ts';
import { authorization } from '../../support/toy-service.ts';

let sandbox: TestSandbox;
let clients: Clients;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  clients = clientsOf(sandbox);
});
afterAll(() => sandbox.close());

const send = async (
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<{ status: number; text: string }> => {
  const answer = await fetch(
    `${sandbox.endpoint}/restapis`,
    body === '' ? { headers } : { method: 'POST', headers, body },
  );
  return { status: answer.status, text: await answer.text() };
};
const form = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };

test.each([
  ['no Authorization header', {}],
  ['another scheme', { Authorization: 'Bearer 111122223333' }],
  [
    'a scope without its end',
    { Authorization: 'AWS4-HMAC-SHA256 Credential=111122223333/20260301/eu-west-1/apigateway' },
  ],
  [
    'a scope without a date',
    { Authorization: 'AWS4-HMAC-SHA256 Credential=111122223333/eu-west-1/apigateway/aws4_request' },
  ],
])('%s: missing authentication token', async (_, headers) => {
  await expect(send(headers)).resolves.toEqual({ status: 403, text: '{"message":"Missing Authentication Token"}' });
});

test('a service that the sandbox does not have is refused in the protocol of the request', async () => {
  const told = 'the sandbox does not model the service iam';
  const Authorization = authorization('iam');
  await expect(send({ Authorization })).resolves.toEqual({ status: 501, text: JSON.stringify({ message: told }) });
  await expect(send({ Authorization, 'X-Amz-Target': 'Toy.Tell' }, '{}')).resolves.toMatchObject({
    status: 501,
    text: JSON.stringify({ __type: 'NotModelledBySandbox', message: told }),
  });
  await expect(send({ Authorization, ...form }, 'Action=ListRoles')).resolves.toMatchObject({
    status: 501,
    text: expect.stringContaining(`<Message>${told}</Message>`),
  });
});

test.each(['AKIAIOSFODNN7EXAMPLE', '11112222333', '1111222233334'])('the access key id %s is nobody', async (id) => {
  const others = clientsOf(sandbox, id);
  const told = { message: expect.stringContaining(`not ${id}`) };
  await expect(others.apigateway.send(new GetAccountCommand({}))).rejects.toMatchObject({
    ...told,
    name: 'UnrecognizedClientException',
  });
  await expect(others.ec2.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject({ ...told, name: 'AuthFailure' });
  await expect(others.sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    ...told,
    name: 'InvalidClientTokenId',
  });
});

test('an operation that is not modelled is refused by name, on every protocol', async () => {
  const refused = (told: string): object => ({
    name: 'NotModelledBySandbox',
    message: `the sandbox does not model ${told}`,
    $metadata: { httpStatusCode: 501 },
  });
  await expect(clients.apigateway.send(new GetAccountCommand({}))).rejects.toMatchObject(
    refused('apigateway: GET /account'),
  );
  await expect(clients.lambda.send(new ListLayersCommand({}))).rejects.toMatchObject(
    refused('lambda: GET /2018-10-31/layers'),
  );
  await expect(clients.config.send(new DescribeAggregationAuthorizationsCommand({}))).rejects.toMatchObject(
    refused('config:DescribeAggregationAuthorizations'),
  );
  await expect(clients.ssm.send(new ListResourceDataSyncCommand({}))).rejects.toMatchObject(
    refused('ssm:ListResourceDataSync'),
  );
  await expect(clients.ec2.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject(refused('ec2:DescribeSubnets'));
  await expect(clients.sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject(refused('sts:GetSessionToken'));
});

test('a refusal of what is not modelled does not make a client try again', async () => {
  const credentials = { accessKeyId: homeAccount, secretAccessKey: 'sandbox' };
  const patient = new EC2Client({ endpoint: sandbox.endpoint, region: homeRegion, credentials });
  await expect(patient.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject({ $metadata: { attempts: 1 } });
});
