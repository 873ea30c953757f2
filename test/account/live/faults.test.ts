/** Every way in which a call can go wrong, told by name and status. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../../account/live/connect.ts';
import { faultOf, given, shaped } from '../../../account/live/faults.ts';
import { AccountFault, isDeploymentId, type Account, type FaultReason } from '../../../account/ports.ts';
import type { FaultKind } from '../../../account/sandbox/core/faults.ts';
import type { ServiceId } from '../../../account/sandbox/core/principal.ts';
import { collect } from '../../support/collect.ts';
import { homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { connectTo } from './account.ts';

let sandbox: TestSandbox;
let account: Account;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  account = await connectTo(sandbox);
});
afterEach(() => {
  sandbox.world.faults.clear();
});
afterAll(() => sandbox.close());

const calls: readonly (readonly [ServiceId, string, () => Promise<unknown>])[] = [
  ['apigateway', 'GetRestApis', () => collect(account.restApis())],
  [
    'config',
    'DescribeConfigRules',
    () => account.compliance.rulesOf('arn:aws:lambda:eu-west-1:111122223333:function:guard'),
  ],
  ['ssm', 'GetAutomationExecution', () => account.automation.execution('01234567-89ab-4cde-8f01-23456789abcd')],
  ['ec2', 'DescribeVpcs', () => account.vpcIds()],
  ['sts', 'GetCallerIdentity', (): Promise<unknown> => connectUnknown()],
];
const connectUnknown = (): Promise<unknown> =>
  connect({
    region: homeRegion,
    endpoint: sandbox.endpoint,
    credentials: { accessKeyId: homeAccount, secretAccessKey: 'sandbox' },
    maxAttempts: 1,
  });

const kinds: readonly (readonly [FaultKind['kind'] & ('throttle' | 'deny' | 'timeout' | 'fail'), FaultReason])[] = [
  ['throttle', 'throttled'],
  ['deny', 'denied'],
  ['timeout', 'unavailable'],
  ['fail', 'unavailable'],
];

for (const [service, operation, call] of calls)
  test.each(kinds)(`${service}:${operation} under %s is %s`, async (kind, reason) => {
    sandbox.world.faults.inject({ kind, service, operation });
    await expect(call()).rejects.toMatchObject({ name: 'AccountFault', operation: `${service}:${operation}`, reason });
  });

test('an endpoint where nobody listens is unavailable', async () => {
  const nobody = await connectTo({ ...sandbox, endpoint: 'http://127.0.0.1:1' });
  await expect(nobody.vpcIds()).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('credentials that nobody has are denied', async () => {
  const nobody = await connectTo(sandbox, { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'none' } });
  await expect(collect(nobody.restApis())).rejects.toMatchObject({ reason: 'denied' });
});

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

const sdkError = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error('because'), { name, $metadata: { httpStatusCode } });

test.each<readonly [string, number | undefined, FaultReason]>([
  ['TooManyRequestsException', 429, 'throttled'],
  ['LimitExceededException', 400, 'throttled'],
  ['RequestLimitExceeded', 503, 'throttled'],
  ['SomethingNew', 429, 'throttled'],
  ['AccessDeniedException', 400, 'denied'],
  ['UnauthorizedOperation', 403, 'denied'],
  ['RequestExpired', 400, 'denied'],
  ['SomethingNew', 401, 'denied'],
  ['SomethingNew', 403, 'denied'],
  ['NotFoundException', 404, 'not-found'],
  ['NoSuchConfigRuleException', 400, 'not-found'],
  ['InvalidVpcEndpointId.NotFound', 400, 'not-found'],
  ['SomethingNew', 404, 'not-found'],
  ['ConflictException', 409, 'conflict'],
  ['ResourceInUseException', 400, 'conflict'],
  ['SomethingNew', 409, 'conflict'],
  ['BadRequestException', 400, 'refused'],
  ['NotModelledBySandbox', 501, 'refused'],
  ['EndpointError', undefined, 'refused'],
  ['ServiceUnavailableException', 503, 'unavailable'],
  ['SomethingNew', 200, 'unavailable'],
  ['TimeoutError', undefined, 'unavailable'],
  ['constructor', undefined, 'unavailable'],
])('%s with status %s is %s', (name, status, reason) => {
  const cause = sdkError(name, status);
  const fault = faultOf('apigateway:GetRestApi', cause);
  expect(fault).toMatchObject({ reason, code: name, operation: 'apigateway:GetRestApi' });
  expect(fault.message).toBe(`apigateway:GetRestApi: ${name}: because`);
  expect(fault.cause).toBe(cause);
});

test('to create what a quota does not allow is refused, and Config’s once a minute is a rate', () => {
  const error = sdkError('LimitExceededException', 429);
  expect(faultOf('apigateway:CreateStage', error).reason).toBe('refused');
  expect(faultOf('config:StartConfigRulesEvaluation', error).reason).toBe('throttled');
});

test('a lost connection is called as the operating system calls it', () => {
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  expect(faultOf('ec2:DescribeVpcs', lost)).toMatchObject({ reason: 'unavailable', code: 'ECONNRESET' });
});

test('a fault stays what it is, and what is no error is a fault too', () => {
  const fault = new AccountFault('denied', 'sts:AssumeRole', 'AccessDenied', 'no');
  expect(faultOf('ec2:DescribeVpcs', fault)).toBe(fault);
  expect(faultOf('ec2:DescribeVpcs', 'gone')).toMatchObject({ reason: 'unavailable', code: 'UnknownError' });
});

test('an answer without a member, or with one of another form, cannot be understood', () => {
  const unreadable = { reason: 'unavailable', code: 'UnreadableAnswer' };
  expect(given('ec2:DescribeVpcs', 'VpcId', 'vpc-1')).toBe('vpc-1');
  expect(thrown(() => given<string>('ec2:DescribeVpcs', 'VpcId', undefined))).toMatchObject(unreadable);
  expect(shaped('apigateway:CreateDeployment', 'id', 'd4e5f6', isDeploymentId)).toBe('d4e5f6');
  expect(thrown(() => shaped('apigateway:CreateDeployment', 'id', 'D 4', isDeploymentId))).toMatchObject(unreadable);
});
