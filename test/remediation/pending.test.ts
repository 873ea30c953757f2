import { expect, test } from '@jest/globals';
import { exportedPolicy, pendingChanges, pendingRoutes } from '../../remediation/pending.ts';
import { open } from '../support/statements.ts';

const document = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '2026-02-21T18:52:11Z' },
  servers: [{ url: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/{basePath}' }],
  paths: {
    '/orders': { get: { responses: {}, security: [{ sigv4: [] }] }, 'x-amazon-apigateway-any-method': {} },
    '/orders/{id}': { get: { parameters: [{ name: 'id' }] } },
  },
  'x-amazon-apigateway-policy': open,
};

const differences = (next: object): readonly string[] => {
  const pending = pendingChanges(JSON.stringify(document), JSON.stringify(next));
  if (pending.kind === 'unreadable') throw new Error(pending.why);
  return pending.differences;
};

test('the policy, the address and the date are no pending changes', () => {
  const next = {
    ...document,
    info: { title: 'orders', version: 'another' },
    servers: [],
    'x-amazon-apigateway-policy': null,
  };
  expect(differences(next)).toEqual([]);
});

test('what stands beside a server’s address is a setting of the API', () => {
  const [server] = document.servers;
  const name = 'x-amazon-apigateway-endpoint-configuration';
  const set = (settings: object): object => ({ ...document, servers: [{ ...server, [name]: settings }] });
  expect(differences(set({ disableExecuteApiEndpoint: true }))).toEqual([`servers.${name} is new`]);
  const pending = pendingChanges(
    JSON.stringify(set({ vpcEndpointIds: ['vpce-1'] })),
    JSON.stringify(set({ vpcEndpointIds: ['vpce-1', 'vpce-2'] })),
  );
  expect(pending).toMatchObject({ differences: [`servers.${name}.vpcEndpointIds differs`] });
});

test('the order of members does not matter, that of lists does', () => {
  const { openapi, info, paths } = document;
  expect(differences({ paths, info, openapi })).toEqual([]);
  expect(differences({ ...document, tags: [{ name: 'a' }] })).toEqual(['tags is new']);
});

test('every difference is named by its place', () => {
  const paths = {
    '/orders': { get: { responses: {}, security: [] }, post: {} },
    '/new': { get: {} },
  };
  expect(differences({ ...document, paths, info: { ...document.info, title: 'x' } })).toEqual([
    'info.title differs',
    'paths./new is new'.replace('paths.', ''),
    'GET /orders, security differs',
    'POST /orders is new',
    'ANY /orders is gone',
    '/orders/{id} is gone',
  ]);
});

test('of very many differences the first are named', () => {
  const paths = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`/${String(index)}`, {}]));
  const named = differences({ ...document, paths: { ...document.paths, ...paths } });
  expect(named).toHaveLength(21);
  expect(named.at(-1)).toBe('and 10 more');
});

test('an export that cannot be read is no comparison', () => {
  expect(pendingChanges('{', '{}').kind).toBe('unreadable');
  expect(pendingChanges('{}', '[]').kind).toBe('unreadable');
});

test('the exported policy is what the extension holds', () => {
  expect(exportedPolicy(JSON.stringify(document))).toBe(JSON.stringify(open));
  expect(exportedPolicy(JSON.stringify({ 'x-amazon-apigateway-policy': 'text' }))).toBe('text');
  expect(exportedPolicy('{}')).toBeNull();
  expect(exportedPolicy('{')).toBeNull();
});

test('without a deployment the routes can be compared', () => {
  const saved = [
    { path: '/orders', httpMethod: 'GET', authorizationType: 'NONE' },
    { path: '/orders', httpMethod: 'ANY', authorizationType: 'NONE' },
    { path: '/orders', httpMethod: 'DELETE', authorizationType: 'NONE' },
  ];
  expect(pendingRoutes(JSON.stringify(document), saved)).toEqual(['DELETE /orders is new', 'GET /orders/{id} is gone']);
});
