/**
 * What a run of the rule costs: time of a single evaluation, and memory and calls of a scheduled run. The handler runs in a process of
 * its own (lambda-worker.ts) and speaks to a sandbox in this one. No clock is waited for: limits are not what is measured.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Clock } from '../account/sandbox/core/clock.ts';
import { setQuotas } from '../account/sandbox/apigateway/state.ts';
import { operateIn, type Operate } from '../account/sandbox/core/operate.ts';
import type { Region } from '../account/sandbox/core/world.ts';
import { putFunction } from '../account/sandbox/lambda/functions.ts';
import { startSandbox, type Sandbox } from '../account/sandbox/sandbox.ts';
import { judge } from '../cli/sandbox/judge.ts';

const accountId = '111122223333';
const regionName = 'eu-west-1';
const ruleName = 'private-api-guard';

const ids = z.looseObject({ id: z.string(), rootResourceId: z.string() });
const measured = z.strictObject({ milliseconds: z.number(), maxRSS: z.number() });
type Measured = z.output<typeof measured>;

/** A second goes by at every look, so no call is ever one too many; the next hour never comes. */
function generousClock(): Clock {
  let time = Date.parse('2026-03-01T12:00:00Z');
  return {
    now: () => (time += 1000),
    sleep: (milliseconds) => (milliseconds < 3_600_000 ? Promise.resolve() : new Promise(() => undefined)),
    during: (work) => work(),
  };
}

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
});

interface Bench {
  readonly sandbox: Sandbox;
  readonly put: Operate;
}

async function startBench(): Promise<Bench> {
  const sandbox = await startSandbox({ judge, clock: generousClock() });
  const region: Region = sandbox.world.region(accountId, regionName);
  setQuotas(region, { privateApis: 100_000 });
  const put = operateIn(region);
  const SourceIdentifier = putFunction(region, { name: ruleName, handler: () => Promise.resolve(null), timeout: 3 });
  const SourceDetails = [
    { EventSource: 'aws.config', MessageType: 'ScheduledNotification', MaximumExecutionFrequency: 'TwentyFour_Hours' },
  ];
  const Source = { Owner: 'CUSTOM_LAMBDA', SourceIdentifier, SourceDetails };
  await put('config', 'PutConfigRule', { ConfigRule: { ConfigRuleName: ruleName, Source } });
  return { sandbox, put };
}

async function addApis({ put }: Bench, type: 'PRIVATE' | 'REGIONAL', count: number): Promise<string> {
  let last = '';
  for (let index = 0; index < count; index += 1) {
    const endpointConfiguration = { types: [type] };
    const made = await put('apigateway', 'CreateRestApi', { name: `api-${index}`, endpointConfiguration, policy });
    const { id: restApiId, rootResourceId: resourceId } = ids.parse(made);
    last = restApiId;
    if (type === 'REGIONAL') continue;
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await put('apigateway', 'PutMethod', { ...method, authorizationType: 'NONE' });
    await put('apigateway', 'PutIntegration', { ...method, type: 'MOCK' });
    await put('apigateway', 'CreateDeployment', { restApiId, stageName: 'prod' });
  }
  return last;
}

async function work(endpoint: string, message: object, times: number): Promise<Measured> {
  const event = JSON.stringify({
    version: '1.0',
    invokingEvent: JSON.stringify(message),
    ruleParameters: JSON.stringify({ trustedVpcEndpointIds: 'vpce-0a1b2c3d4e5f60718' }),
    resultToken: 'TESTMODE',
    eventLeftScope: false,
    executionRoleArn: `arn:aws:iam::${accountId}:role/config`,
    configRuleArn: `arn:aws:config:${regionName}:${accountId}:config-rule/config-rule-1`,
    configRuleName: ruleName,
    configRuleId: 'config-rule-1',
    accountId,
  });
  const worker = spawn(process.execPath, ['--no-warnings', 'dist/bench/lambda-worker.mjs'], {
    env: { ...process.env, SANDBOX: endpoint, EVENT: event, TIMES: String(times) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return measured.parse(JSON.parse(await text(worker.stdout)));
}

const scheduled = {
  messageType: 'ScheduledNotification',
  awsAccountId: accountId,
  notificationCreationTime: '2026-03-01T12:00:00.000Z',
  recordVersion: '1.0',
};

const changed = (restApiId: string): object => ({
  messageType: 'ConfigurationItemChangeNotification',
  notificationCreationTime: '2026-03-01T12:00:00.000Z',
  recordVersion: '1.3',
  configurationItemDiff: null,
  configurationItem: {
    awsAccountId: accountId,
    awsRegion: regionName,
    configurationItemStatus: 'OK',
    configurationItemCaptureTime: '2026-03-01T12:00:00.000Z',
    resourceType: 'AWS::ApiGateway::RestApi',
    resourceId: `arn:aws:apigateway:${regionName}::/restapis/${restApiId}`,
    ARN: `arn:aws:apigateway:${regionName}::/restapis/${restApiId}`,
    configuration: { id: restApiId, endpointConfiguration: { types: ['PRIVATE'] } },
  },
});

export async function measureRuns(print: (line: string) => void): Promise<void> {
  const bench = await startBench();
  const { endpoint, world } = bench.sandbox;
  const restApiId = await addApis(bench, 'PRIVATE', 1);
  const warm = await work(endpoint, changed(restApiId), 300);
  print(`\none evaluation, warm, calls included: ${warm.milliseconds.toFixed(1)} ms`);
  print('\n| scheduled run over | s | MB at most | calls | calls a private API |\n| --- | --- | --- | --- | --- |');
  await addApis(bench, 'PRIVATE', 599);
  const row = async (name: string): Promise<void> => {
    const before = world.calls.length;
    const { milliseconds, maxRSS } = await work(endpoint, scheduled, 1);
    const calls = world.calls.length - before;
    print(
      `| ${name} | ${(milliseconds / 1000).toFixed(1)} | ${(maxRSS / 1024).toFixed(0)} | ${calls} | ${(calls / 600).toFixed(2)} |`,
    );
  };
  await row('600 private APIs');
  await addApis(bench, 'REGIONAL', 9400);
  await row('10,000 APIs, 600 of them private');
  await bench.sandbox.close();
}
