/** `sandbox --installed` in this process, on the machine's clock: what the demo shows, as a person does it by hand. */
import {
  DescribeConfigRulesCommand,
  DescribeRemediationConfigurationsCommand,
  GetComplianceDetailsByConfigRuleCommand,
  StartConfigRulesEvaluationCommand,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import { DescribeAutomationExecutionsCommand, type AutomationExecutionMetadata } from '@aws-sdk/client-ssm';
import { afterEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { machineClock } from '../../account/live/retries.ts';
import { insider, stranger } from '../../cli/demo/network.ts';
import { send } from '../../cli/installation/send.ts';
import { awsOf } from '../support/cli-bench.ts';
import { homeAccount } from '../support/sandbox.ts';
import { network, seedOf, serveInstalled, type Served } from '../support/served.ts';
import { runCli } from '../support/terminal.ts';
import { until } from '../support/until.ts';

let running: Served | null = null;
afterEach(async () => {
  await running?.end();
  running = null;
});

const serve = async (...args: Parameters<typeof serveInstalled>): Promise<Served> =>
  (running = await serveInstalled(...args));

const rule = { ConfigRuleName: 'PrivateApiGuard' };
const arnOf = (printed: string, name: string): string => {
  const [, id = ''] = new RegExp(`^ {2}(\\w+) +${name} `, 'm').exec(printed) ?? [];
  return `arn:aws:apigateway:eu-west-1::/restapis/${id}`;
};

/** What Config holds against each API, by its ARN. */
async function results({ config }: Served): Promise<ReadonlyMap<string, string>> {
  const { EvaluationResults = [] } = await config.send(new GetComplianceDetailsByConfigRuleCommand(rule));
  return new Map(
    EvaluationResults.map(({ EvaluationResultIdentifier: id, ComplianceType = '' }) => [
      id?.EvaluationResultQualifier?.ResourceId ?? '',
      ComplianceType,
    ]),
  );
}

const judged = (served: Served, arn: string, verdict: string): Promise<unknown> =>
  until(
    () => results(served),
    (all) => all.get(arn) === verdict,
  );

const newest = async ({ ssm }: Served): Promise<AutomationExecutionMetadata> => {
  const answer = await ssm.send(new DescribeAutomationExecutionsCommand({}));
  return answer.AutomationExecutionMetadataList?.[0] ?? {};
};

/** To the stranger and to the insider. */
async function answers({ endpoint }: Served, arn: string): Promise<readonly number[]> {
  const target = { restApiId: arn.split('/')[2] ?? '', stageName: 'prod', path: '/orders' };
  return [await send(endpoint, stranger, target), await send(endpoint, insider, target)];
}

test('found without being asked, remediated, and rolled back as the welcome says', async () => {
  const served = await serve(seedOf(['open']));
  const open = arnOf(served.printed, 'open');
  await judged(served, open, 'NON_COMPLIANT');
  expect(await answers(served, open)).toEqual([200, 200]);
  expect(served.printed).toContain(`--resource-keys resourceType=AWS::ApiGateway::RestApi,resourceId=${open}\n`);
  const ResourceKeys = [{ resourceType: 'AWS::ApiGateway::RestApi' as const, resourceId: open }];
  const started = await served.config.send(new StartRemediationExecutionCommand({ ...rule, ResourceKeys }));
  expect(started.FailedItems).toBeUndefined();
  const { AutomationExecutionId: id = '', AutomationExecutionStatus: status } = await until(
    () => newest(served),
    ({ ExecutionEndTime }) => ExecutionEndTime !== undefined,
  );
  expect(status).toBe('Success');
  expect(await answers(served, open)).toEqual([403, 200]);
  await judged(served, open, 'COMPLIANT');
  const [, typed = ''] = /^ {2}npx private-api-guard (rollback .*)$/m.exec(served.printed) ?? [];
  const aws = awsOf({ ...served, clock: machineClock }, homeAccount, null);
  const undone = await runCli(typed.replace('ID', id).split(' '), {}, { aws });
  expect(undone).toMatchObject({ code: 0, err: '', out: expect.stringContaining('ROLLED BACK') });
  expect(await answers(served, open)).toEqual([200, 200]);
  await judged(served, open, 'NON_COMPLIANT');
  await expect(served.end()).resolves.toMatchObject({ code: 0, err: '' });
});

test('an API that is fenced is COMPLIANT; what a function fails at is warned of, line by line', async () => {
  const served = await serve(seedOf(['fenced']));
  await judged(served, arnOf(served.printed, 'fenced'), 'COMPLIANT');
  const fault = { kind: 'deny', service: 'apigateway', operation: 'GetRestApis' };
  await fetch(`${served.endpoint}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(fault) });
  await served.config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [rule.ConfigRuleName] }));
  await until(
    () => served.config.send(new DescribeConfigRulesCommand({})),
    ({ ConfigRules = [] }) => ConfigRules[0]?.ConfigRuleState === 'ACTIVE',
  );
  const { code, err } = await served.end();
  expect(code).toBe(0);
  expect(err).toMatch(
    /^(?:warning: PrivateApiGuard-Rule, an event of the kind `scheduled`: apigateway:GetRestApis: AccessDeniedException: .*:assumed-role\/PrivateApiGuard-Rule\/sandbox .*\n)+$/,
  );
});

/** Whom the rule and the button trust. */
async function trustOf({ config }: Served): Promise<readonly unknown[]> {
  const { ConfigRules: [one] = [] } = await config.send(new DescribeConfigRulesCommand({}));
  const ConfigRuleNames = [rule.ConfigRuleName];
  const answer = await config.send(new DescribeRemediationConfigurationsCommand({ ConfigRuleNames }));
  const [{ Parameters = {} } = {}] = answer.RemediationConfigurations ?? [];
  const values = ['TrustedVpcIds', 'TrustedVpcEndpointIds'].map((name) => Parameters[name]?.StaticValue?.Values);
  return [z.json().parse(JSON.parse(one?.InputParameters ?? '')), ...values];
}

const [vpc, vpce] = [insider.vpcId, insider.vpcEndpointId];
const [otherVpc, otherVpce] = [vpc.replace('8', '9'), vpce.replace('8', '9')];
const gateway = { vpcEndpointId: otherVpce, vpcId: vpc, vpcEndpointType: 'Gateway' };
const ofS3 = { vpcEndpointId: otherVpce, vpcId: vpc, serviceName: 'com.amazonaws.eu-west-1.s3' };
const { vpcs, vpcEndpoints, ...bare } = network;

test.each<[string, readonly string[], object, readonly unknown[], string]>([
  [
    'the network of the seed, where no id is named',
    [],
    network,
    [{ trustedVpcIds: vpc, trustedVpcEndpointIds: vpce }, [vpc], [vpce]],
    `It trusts ${vpc}, ${vpce}.`,
  ],
  [
    'the ids that are named, and no others',
    ['--trusted-vpce', vpce, '--trusted-vpce', otherVpce],
    network,
    [{ trustedVpcEndpointIds: `${vpce},${otherVpce}` }, undefined, [`${vpce},${otherVpce}`]],
    `It trusts ${vpce}, ${otherVpce}.`,
  ],
  ['a VPC', ['--trusted-vpc', otherVpc], network, [{ trustedVpcIds: otherVpc }, [otherVpc], undefined], otherVpc],
  [
    'no VPC endpoint that leads elsewhere than to API Gateway',
    [],
    { ...bare, vpcs, vpcEndpoints: [gateway] },
    [{ trustedVpcIds: vpc }, [vpc], undefined],
    `It trusts ${vpc}.`,
  ],
  [
    'no VPC endpoint of another service',
    [],
    { ...bare, vpcs, vpcEndpoints: [ofS3, ...vpcEndpoints] },
    [{ trustedVpcIds: vpc, trustedVpcEndpointIds: vpce }, [vpc], [vpce]],
    `It trusts ${vpc}, ${vpce}.`,
  ],
  [
    'nobody by name, where there is no network',
    [],
    bare,
    [{}, undefined, undefined],
    'No id is trusted: the rule trusts',
  ],
])('rule and button trust %s', async (_, args, region, trusted, told) => {
  const served = await serve(seedOf(['fenced'], region), ...args);
  expect(await trustOf(served)).toEqual(trusted);
  expect(served.printed).toContain(told);
});
