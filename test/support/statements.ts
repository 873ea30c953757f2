/** Statements and policies that tests of the remediation are about. */
import type { JsonObject } from '../../policy/json-value.ts';
import { fenceStatement, type Trusted } from '../../remediation/fence.ts';
import { executeApiArn } from '../../remediation/known.ts';
import { apiId, byEndpoint, place } from './known.ts';

export const allow: JsonObject = {
  Sid: 'everyone',
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
};

export const arn = executeApiArn(place, apiId);

export const fence = (trusted: Trusted = byEndpoint): JsonObject => fenceStatement(trusted, `${arn}/*`);

export const policy = (...statements: readonly JsonObject[]): JsonObject => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const open = policy(allow);
export const fenced = policy(allow, fence());
