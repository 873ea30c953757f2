/** Fifty APIs at once, by the real document and the real handler: API Gateway deploys once in five seconds for the whole account. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { outputOf, startRunbookBench, type RunbookBench } from '../support/runbook-bench.ts';

const count = 50;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const betweenDeployments = 5000;
/**
 * Milliseconds. The last of them cannot be deployed before 49 turns have gone by, 245 s after the first. A minute and a half is for what
 * comes before and after a deployment (the account answers ten calls a second to all of them), and for turns that nobody took because
 * all who waited were waiting. It is less than the two attempts of 270 s that the runbook gives a redeployment.
 */
const longest = (count - 1) * betweenDeployments + 90_000;

let bench: RunbookBench;
let executions: readonly AutomationExecution[];

beforeAll(async () => {
  bench = await startRunbookBench();
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const api = await bench.apis.privateApi();
    await bench.apis.deploy(api, 'prod');
    ids.push(await bench.start(api));
  }
  await bench.sandbox.clock.drive(bench.sandbox.world.idle());
  executions = await Promise.all(ids.map(bench.execution));
}, 120_000);
afterAll(() => bench.sandbox.close());

const all = (value: string): readonly string[] => Array.from({ length: count }, () => value);

test('t) all of them end well, and COMPLIANT', () => {
  expect(executions.map(({ AutomationExecutionStatus: status }) => status)).toEqual(all('Success'));
  expect(executions.map((one) => outputOf(one, 'Verify.Verdict'))).toEqual(all('COMPLIANT'));
});

test('t) one deployment in five seconds is honoured, and each API gets one', () => {
  const made = bench.sandbox.world.calls.filter(
    ({ operation, error }) => operation === 'CreateDeployment' && error === null,
  );
  const pauses = made.slice(1).map(({ at }, index) => at - (made[index]?.at ?? at));
  expect(made).toHaveLength(count);
  expect(pauses.filter((pause) => pause < betweenDeployments)).toEqual([]);
});

test('t) each ends in bounded time', () => {
  const times = executions.map(({ ExecutionStartTime: from, ExecutionEndTime: to }) => Number(to) - Number(from));
  expect(times.filter((time) => !(time <= longest))).toEqual([]);
});
