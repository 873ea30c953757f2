/** PutRestApi: a document in place of what is there, or beside it. */
import {
  GetAuthorizersCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  PutRestApiCommand,
  type PutRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { everyone } from '../../support/apis.ts';
import { bytes, endpointConfiguration, integration, methodsOf, oas30, schemes } from '../../support/openapi.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();

const put = (restApiId: string, document: object, more: Partial<PutRestApiCommandInput> = {}) =>
  bench.apis.client.send(new PutRestApiCommand({ restApiId, body: bytes(document), ...more }));

test('overwriting replaces all, and drops the policy that the document does not have', async () => {
  const api = await bench.apis.privateApi(everyone, { description: 'x', binaryMediaTypes: ['a/b'] });
  await bench.apis.addMethod(api, 'old');
  const { openapi, info, servers } = oas30;
  const paths = { '/new': { get: { responses: {}, ...integration } } };
  const changed = await put(api.restApiId, { openapi, info, servers, paths }, { mode: 'overwrite' });
  expect(changed).toMatchObject({ id: api.restApiId, rootResourceId: api.rootResourceId, endpointConfiguration });
  expect(changed).not.toHaveProperty('policy');
  expect(changed).not.toHaveProperty('binaryMediaTypes');
  await expect(methodsOf(bench.apis, api.restApiId)).resolves.toEqual({ 'GET /new': 'NONE' });
});

test('merging replaces what the document has and keeps the rest', async () => {
  const api = await bench.apis.privateApi(everyone, { description: 'x' });
  const old = await bench.apis.addMethod(api, 'old');
  const before = await bench.apis.client.send(new GetRestApiCommand({ restApiId: api.restApiId }));
  const document = {
    openapi: '3.0.1',
    info: { title: 'renamed' },
    paths: {
      '/old': { get: { security: [{ sigv4: [] }], responses: {}, ...integration } },
      '/old/new': { get: integration },
    },
    components: { securitySchemes: schemes },
  };
  const changed = await put(api.restApiId, document);
  expect(changed).toMatchObject({ name: 'renamed', description: 'x', policy: before.policy });
  await expect(methodsOf(bench.apis, api.restApiId)).resolves.toEqual({
    'GET /': 'NONE',
    'GET /old': 'AWS_IAM',
    'GET /old/new': 'NONE',
  });
  const { items } = await bench.apis.client.send(new GetResourcesCommand({ restApiId: api.restApiId }));
  expect(items?.find(({ path }) => path === '/old')?.id).toBe(old);
  await bench.sandbox.clock.advance(1000);
  await put(api.restApiId, document, { mode: 'merge' });
  const { items: authorizers } = await bench.apis.client.send(new GetAuthorizersCommand({ restApiId: api.restApiId }));
  expect(authorizers).toHaveLength(2);
});
