/** One REST API of a seed: made, and then brought step by step to where its story ends. */
import { z } from 'zod';
import { restApiArn } from '../apigateway/state.ts';
import type { Operate } from '../core/operate.ts';
import { isJsonRecord, type JsonRecord, type OutputRecord } from '../core/values.ts';
import type { Region } from '../core/world.ts';
import { putMethods } from './methods.ts';
import type { SeedMethod, SeedRestApi, SeedStep } from './schema.ts';

export interface SeededApi {
  readonly accountId: string;
  readonly region: string;
  readonly restApiId: string;
  readonly name: string;
  readonly endpointType: string;
  /** Each stage with a path that it serves. */
  readonly stages: readonly { readonly stageName: string; readonly path: string }[];
}

const made = z.object({ id: z.string() });

const usualMethods: readonly SeedMethod[] = [{ path: '/', httpMethod: 'GET', authorizationType: 'NONE' }];

export async function makeRestApi(region: Region, seed: SeedRestApi, operate: Operate): Promise<SeededApi> {
  const restApiId = await create(seed, region, operate);
  if (seed.openApi === undefined) await putMethods(restApiId, seed.methods ?? usualMethods, operate);
  const stages = new Map<string, string>();
  for (const step of seed.afterwards) {
    await take(restApiId, step, operate);
    if ('deploy' in step) stages.set(step.deploy.stageName, firstPath(seed));
  }
  return {
    accountId: region.accountId,
    region: region.name,
    restApiId,
    name: seed.name,
    endpointType: seed.endpointTypes[0],
    stages: [...stages].map(([stageName, path]) => ({ stageName, path })),
  };
}

/** A path of the API, such as a request may have: variables have their own name for a value. */
const firstPath = ({ openApi, methods }: SeedRestApi): string => {
  const paths = z.record(z.string(), z.json()).safeParse(openApi?.['paths']).data;
  const [path = '/'] =
    paths === undefined ? (methods ?? usualMethods).map((method) => method.path) : Object.keys(paths);
  return path.replaceAll(/\{(\w+)\+?\}/g, '$1');
};

async function create(seed: SeedRestApi, region: Region, operate: Operate): Promise<string> {
  if (seed.openApi !== undefined) return importDocument(seed, seed.openApi, region, operate);
  const { name, endpointTypes, vpcEndpointIds, tags, policy } = seed;
  const answer = await operate('apigateway', 'CreateRestApi', {
    name,
    endpointConfiguration: { types: endpointTypes, ...(vpcEndpointIds.length === 0 ? {} : { vpcEndpointIds }) },
    tags,
    ...(policy === undefined ? {} : { policy: textOf(policy) }),
  });
  return made.parse(answer).id;
}

/** The document's own policy and VPC endpoints count where the seed says nothing of them; the name is always the seed's. */
async function importDocument(
  { name, endpointTypes: [type], vpcEndpointIds, tags, policy }: SeedRestApi,
  openApi: JsonRecord,
  region: Region,
  operate: Operate,
): Promise<string> {
  const info = isJsonRecord(openApi['info']) ? openApi['info'] : {};
  const document = { ...openApi, info: { version: '1', ...info, title: name } };
  const parameters = {
    endpointConfigurationTypes: type,
    ...(vpcEndpointIds.length === 0 ? {} : { vpcEndpointIds: vpcEndpointIds.join(',') }),
  };
  const body = Buffer.from(JSON.stringify(document)).toString('base64');
  const { id } = made.parse(await operate('apigateway', 'ImportRestApi', { body, parameters, failOnWarnings: true }));
  if (policy !== undefined) await savePolicy(id, policy, operate);
  await operate('apigateway', 'TagResource', { resourceArn: restApiArn(region, id), tags });
  return id;
}

async function take(restApiId: string, step: SeedStep, operate: Operate): Promise<void> {
  if ('policy' in step) await savePolicy(restApiId, step.policy ?? '', operate);
  else if ('methods' in step) await putMethods(restApiId, step.methods, operate);
  else {
    const { stageName, description, canaryPercentTraffic: percentTraffic } = step.deploy;
    await operate('apigateway', 'CreateDeployment', {
      restApiId,
      stageName,
      ...(description === undefined ? {} : { description }),
      ...(percentTraffic === undefined ? {} : { canarySettings: { percentTraffic } }),
    });
  }
}

/** An empty text removes the policy. */
const savePolicy = (restApiId: string, policy: string | JsonRecord, operate: Operate): Promise<OutputRecord> =>
  operate('apigateway', 'UpdateRestApi', {
    restApiId,
    patchOperations: [{ op: 'replace', path: '/policy', value: textOf(policy) }],
  });

const textOf = (policy: string | JsonRecord): string => (typeof policy === 'string' ? policy : JSON.stringify(policy));
