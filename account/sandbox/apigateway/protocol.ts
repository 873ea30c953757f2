/** API Gateway on the wire: the HTTP bindings of its model (REST-JSON, 2015-07-09). */
import { restJson, type Route } from '../http/rest-json.ts';
import type { Protocol } from '../http/protocol.ts';
import { service } from './service.ts';

const api = '/restapis/{restApiId}';
const resource = `${api}/resources/{resourceId}`;
const method = `${resource}/methods/{httpMethod}`;
const authorizer = `${api}/authorizers/{authorizerId}`;
const deployment = `${api}/deployments/{deploymentId}`;
const stage = `${api}/stages/{stageName}`;
const tags = '/tags/{resourceArn}';

const paged = { limit: 'number', position: 'text' } as const;
/** Lists are called `item` on the wire, whatever the model calls them. */
const listed = { items: 'item' };
const imported = {
  requestPayload: 'body',
  wireNames: { failOnWarnings: 'failonwarnings' },
} as const;
const importQuery = { failonwarnings: 'boolean', parameters: 'map' } as const;

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/restapis?mode=import',
    operation: 'ImportRestApi',
    status: 201,
    ...imported,
    query: importQuery,
  },
  { method: 'POST', path: '/restapis', operation: 'CreateRestApi', status: 201 },
  { method: 'GET', path: '/restapis', operation: 'GetRestApis', query: paged, wireNames: listed },
  { method: 'GET', path: api, operation: 'GetRestApi' },
  { method: 'PATCH', path: api, operation: 'UpdateRestApi' },
  { method: 'PUT', path: api, operation: 'PutRestApi', ...imported, query: { mode: 'text', ...importQuery } },
  { method: 'DELETE', path: api, operation: 'DeleteRestApi', status: 202 },

  { method: 'POST', path: `${api}/resources/{parentId}`, operation: 'CreateResource', status: 201 },
  {
    method: 'GET',
    path: `${api}/resources`,
    operation: 'GetResources',
    query: { ...paged, embed: 'list' },
    wireNames: listed,
  },
  { method: 'GET', path: resource, operation: 'GetResource', query: { embed: 'list' } },
  { method: 'DELETE', path: resource, operation: 'DeleteResource', status: 202 },

  { method: 'PUT', path: method, operation: 'PutMethod', status: 201 },
  { method: 'GET', path: method, operation: 'GetMethod' },
  { method: 'PATCH', path: method, operation: 'UpdateMethod' },
  { method: 'DELETE', path: method, operation: 'DeleteMethod', status: 204 },
  { method: 'PUT', path: `${method}/responses/{statusCode}`, operation: 'PutMethodResponse', status: 201 },

  {
    method: 'PUT',
    path: `${method}/integration`,
    operation: 'PutIntegration',
    status: 201,
    wireNames: { integrationHttpMethod: 'httpMethod' },
  },
  { method: 'GET', path: `${method}/integration`, operation: 'GetIntegration' },
  {
    method: 'PUT',
    path: `${method}/integration/responses/{statusCode}`,
    operation: 'PutIntegrationResponse',
    status: 201,
  },

  { method: 'POST', path: `${api}/authorizers`, operation: 'CreateAuthorizer', status: 201 },
  { method: 'GET', path: `${api}/authorizers`, operation: 'GetAuthorizers', query: paged, wireNames: listed },
  { method: 'GET', path: authorizer, operation: 'GetAuthorizer' },

  { method: 'POST', path: `${api}/deployments`, operation: 'CreateDeployment', status: 201 },
  { method: 'GET', path: `${api}/deployments`, operation: 'GetDeployments', query: paged, wireNames: listed },
  { method: 'GET', path: deployment, operation: 'GetDeployment', query: { embed: 'list' } },
  { method: 'DELETE', path: deployment, operation: 'DeleteDeployment', status: 202 },

  { method: 'POST', path: `${api}/stages`, operation: 'CreateStage', status: 201 },
  { method: 'GET', path: `${api}/stages`, operation: 'GetStages', query: { deploymentId: 'text' } },
  { method: 'GET', path: stage, operation: 'GetStage' },
  { method: 'PATCH', path: stage, operation: 'UpdateStage' },
  { method: 'DELETE', path: stage, operation: 'DeleteStage', status: 202 },

  {
    method: 'GET',
    path: `${stage}/exports/{exportType}`,
    operation: 'GetExport',
    query: { parameters: 'map' },
    requestHeaders: { accepts: 'Accept' },
    answerHeaders: { contentType: 'Content-Type', contentDisposition: 'Content-Disposition' },
    answerPayload: 'body',
  },

  { method: 'PUT', path: tags, operation: 'TagResource', status: 204 },
  { method: 'DELETE', path: tags, operation: 'UntagResource', status: 204, query: { tagKeys: 'list' } },
  { method: 'GET', path: tags, operation: 'GetTags' },
];

export const protocol: Protocol = restJson(service, routes);
