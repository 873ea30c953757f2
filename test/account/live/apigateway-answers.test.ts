/** Answers of API Gateway that the sandbox does not give. */
import { expect, test } from '@jest/globals';
import { deployedMethodsOf, methodsOf, restApiOf, stageOf } from '../../../account/live/apigateway-answers.ts';

const operation = 'apigateway:GetRestApi';
const unreadable = expect.objectContaining({ reason: 'unavailable', code: 'UnreadableAnswer' });

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('an empty policy is none', () => {
  expect(restApiOf(operation, { id: 'a1b2c3d4e5', policy: '' })).toEqual({
    restApiId: 'a1b2c3d4e5',
    name: '',
    endpointTypes: [],
    vpcEndpointIds: [],
    policyText: null,
    tags: {},
  });
});

test('an API without an id, and a stage without a deployment, cannot be understood', () => {
  expect(thrown(() => restApiOf(operation, { name: 'orders' }))).toEqual(unreadable);
  expect(thrown(() => restApiOf(operation, { id: '../x' }))).toEqual(unreadable);
  expect(thrown(() => stageOf(operation, { stageName: 'prod' }))).toEqual(unreadable);
});

test('a canary may have no deployment of its own', () => {
  expect(stageOf(operation, { stageName: 'prod', deploymentId: 'd4e5f6', canarySettings: {} })).toEqual({
    stageName: 'prod',
    deploymentId: 'd4e5f6',
    canary: { deploymentId: null, percentTraffic: 0 },
  });
});

test('a resource without methods has none, and a method of which nobody says how it is authorized is no open one', () => {
  expect(methodsOf(operation, { path: '/' })).toEqual([]);
  expect(thrown(() => methodsOf(operation, { path: '/', resourceMethods: { GET: {} } }))).toEqual(unreadable);
});

test('a deployment without a summary tells no methods, and one of which nobody says how it is authorized is no open one', () => {
  expect(deployedMethodsOf(operation, { id: 'd4e5f6' })).toEqual([]);
  expect(thrown(() => deployedMethodsOf(operation, { apiSummary: { '/': { GET: {} } } }))).toEqual(unreadable);
});
