/** The ports that the remediation works on, before an API in memory. */
import { isStageName, type StageName } from '../../account/ports.ts';
import { readPolicyJson } from '../../remediation/canonical.ts';
import type { StepAccount } from '../../remediation/surroundings.ts';
import { errorOf, methodOf, type FakeApi } from './fake-api.ts';
import { apiId, place, the } from './known.ts';

export const accountOf = (api: FakeApi): StepAccount => ({
  place,
  ...reads(api),
  ...policyWrites(api),
  ...deploymentWrites(api),
  ...stageWrites(api),
  compliance: {
    rulesOf: () => api.call('rulesOf', () => ['private-api-guard']),
    reevaluate: () => api.call('reevaluate', () => undefined),
  },
});

const reads = (
  api: FakeApi,
): Pick<
  StepAccount,
  'restApi' | 'stages' | 'methods' | 'servedBy' | 'deployedMethods' | 'vpcEndpoints' | 'deployments'
> => ({
  restApi: () => api.call('restApi', () => api.restApi()),
  stages: () => api.call('stages', () => [...api.stages].map(([stageName, one]) => ({ stageName, ...one }))),
  methods: () => api.call('methods', () => api.routes.map(methodOf)),
  servedBy: (_id, stage) => api.call('servedBy', () => exportOf(api, stage)),
  deployedMethods: (_id, deployment) =>
    api.call('deployedMethods', () => {
      const found = api.deployments.get(deployment);
      if (found === undefined) throw errorOf('not-found', 'deployedMethods');
      return found.routes.map(methodOf);
    }),
  vpcEndpoints: () => api.call('vpcEndpoints', () => api.ownEndpoints),
  deployments: () =>
    api.call('deployments', () =>
      [...api.deployments].map(([deploymentId, { description }]) => ({ deploymentId, description })),
    ),
});

const policyWrites = (api: FakeApi): Pick<StepAccount, 'replacePolicy' | 'removePolicy'> => ({
  replacePolicy: (_id, text) =>
    api.call('replacePolicy', () => {
      const read = readPolicyJson(text);
      if (read.kind !== 'json') throw errorOf('refused', 'replacePolicy');
      api.save(read.document);
    }),
  removePolicy: () =>
    api.call('removePolicy', () => {
      api.save(null);
    }),
});

const deploymentWrites = (api: FakeApi): Pick<StepAccount, 'createDeployment' | 'deleteDeployment'> => ({
  createDeployment: (_id, description) =>
    api.call('createDeployment', () => {
      if (api.policy === null) throw errorOf('refused', 'createDeployment');
      return api.snapshot(description);
    }),
  deleteDeployment: (_id, deployment) =>
    api.call('deleteDeployment', () => {
      const isServed = [...api.stages.values()].some(({ deploymentId }) => deploymentId === deployment);
      if (isServed) throw errorOf('refused', 'deleteDeployment');
      if (!api.deployments.delete(deployment)) throw errorOf('not-found', 'deleteDeployment');
    }),
});

const stageWrites = (api: FakeApi): Pick<StepAccount, 'moveStage' | 'createStage' | 'deleteStage'> => ({
  moveStage: (_id, stage, deployment) =>
    api.call('moveStage', () => {
      const found = api.stages.get(stage);
      if (found === undefined) throw errorOf('not-found', 'moveStage');
      if (!api.deployments.has(deployment) || found.canary !== null) throw errorOf('refused', 'moveStage');
      api.serve(stage, deployment);
    }),
  createStage: (_id, stage, deploymentId) =>
    api.call('createStage', () => {
      if (api.stages.has(stage)) throw errorOf('conflict', 'createStage');
      if (api.stages.size >= api.mostStages) throw errorOf('refused', 'createStage');
      if (!api.deployments.has(deploymentId)) throw errorOf('refused', 'createStage');
      api.serve(stage, deploymentId);
    }),
  deleteStage: (_id, stage) =>
    api.call('deleteStage', () => {
      if (!api.stages.delete(stage)) throw errorOf('not-found', 'deleteStage');
    }),
});

/** OpenAPI with API Gateway's extensions, with what differs from stage to stage and from time to time. */
function exportOf(api: FakeApi, stage: StageName): string {
  const found = api.stage(the(isStageName, stage));
  const snapshot = found && api.deployments.get(found.deploymentId);
  if (found === undefined || snapshot === undefined) throw errorOf('not-found', 'servedBy');
  const paths: Record<string, Record<string, object>> = {};
  for (const { path, httpMethod } of snapshot.routes.map(methodOf)) {
    (paths[path] ??= {})[httpMethod.toLowerCase()] = { responses: {} };
  }
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'orders', version: `version of ${found.deploymentId}` },
    servers: [{ url: `https://${apiId}.execute-api.eu-west-1.amazonaws.com/${stage}` }],
    paths,
    ...(snapshot.policy === null ? {} : { 'x-amazon-apigateway-policy': snapshot.policy }),
  });
}
