/** A runbook that reads and patches a REST API, with boto3's spelling of its members. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startAutomationBench, statuses, stepOf, type AutomationBench } from '../../support/automation.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
});
afterEach(() => bench.sandbox.close());

const api = (name: string, inputs: object, outputs: readonly object[] = [], more: object = {}): object => ({
  name,
  action: 'aws:executeAwsApi',
  inputs: { Service: 'apigateway', ...inputs },
  outputs,
  ...more,
});

const restApiId = '{{ Create.Id }}';
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
};
const create = api('Create', { Api: 'CreateRestApi', name: 'orders', endpointConfiguration: { types: ['PRIVATE'] } }, [
  { Name: 'Id', Selector: '$.id' },
]);

test('an API is made, patched, read and listed', async () => {
  const patchOperations = [{ op: 'replace', path: '/policy', value: '{{ Policy }}' }];
  const execution = await bench.run(
    {
      parameters: { Policy: { type: 'String' } },
      mainSteps: [
        create,
        api('Patch', { Api: 'UpdateRestApi', restApiId, patchOperations }),
        api('Read', { Api: 'GetRestApi', restApiId }, [
          { Name: 'Policy', Selector: '$.policy' },
          { Name: 'Types', Selector: '$.endpointConfiguration.types', Type: 'StringList' },
        ]),
        api('List', { Api: 'GetRestApis', limit: 500 }, [
          { Name: 'Names', Selector: '$.items[*].name', Type: 'StringList' },
        ]),
      ],
    },
    { Policy: [JSON.stringify(policy)] },
  );
  expect(statuses(execution)).toEqual(['Create Success', 'Patch Success', 'Read Success', 'List Success']);
  const { Outputs } = stepOf(execution, 'Read');
  expect(Outputs?.['Policy']?.[0]).toContain(String.raw`{\"Version\":\"2012-10-17\"`);
  expect(Outputs).toMatchObject({ Types: ['PRIVATE'] });
  expect(stepOf(execution, 'List').Outputs).toMatchObject({ Names: ['orders'] });
});

test('API Gateway’s refusal fails the step in its own words', async () => {
  const wrong = [{ op: 'replace', path: '/policy', value: 'open sesame' }];
  const execution = await bench.run({
    mainSteps: [
      create,
      api('Patch', { Api: 'UpdateRestApi', restApiId, patchOperations: wrong }),
      api('Read', { Api: 'GetRestApi', restApiId }),
    ],
  });
  expect(statuses(execution)).toEqual(['Create Success', 'Patch Failed', 'Read Pending']);
  expect(execution.FailureMessage).toContain(
    'An error occurred (BadRequestException) when calling the UpdateRestApi operation',
  );
});

test('the rate limit of an operation is met as any caller meets it', async () => {
  const deploy = (name: string): object =>
    api(name, { Api: 'CreateDeployment', restApiId }, [], { onFailure: 'Continue' });
  const method = [
    api('Root', { Api: 'GetResources', restApiId }, [{ Name: 'Id', Selector: '$.items[0].id' }]),
    api('Method', {
      Api: 'PutMethod',
      restApiId,
      resourceId: '{{ Root.Id }}',
      httpMethod: 'GET',
      authorizationType: 'NONE',
    }),
    api('Mock', { Api: 'PutIntegration', restApiId, resourceId: '{{ Root.Id }}', httpMethod: 'GET', type: 'MOCK' }),
    api('Fence', {
      Api: 'UpdateRestApi',
      restApiId,
      patchOperations: [{ op: 'replace', path: '/policy', value: JSON.stringify(policy) }],
    }),
  ];
  const rest = { name: 'Rest', action: 'aws:sleep', inputs: { Duration: 'PT5S' } };
  const execution = await bench.run({
    mainSteps: [create, ...method, deploy('One'), deploy('Two'), rest, deploy('Three')],
  });
  expect(statuses(execution).slice(-4)).toEqual(['One Success', 'Two Failed', 'Rest Success', 'Three Success']);
  expect(stepOf(execution, 'Two').FailureDetails?.FailureType).toBe('Throttling');
});
