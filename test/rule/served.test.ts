import { expect, test } from '@jest/globals';
import type { MethodAuthorization } from '../../rule/decide.ts';
import { authorizationOf, readServed } from '../../rule/served.ts';
import { exportOf } from '../support/exported.ts';
import { policies } from '../support/rule.ts';

function authorizationIn(document: object): MethodAuthorization {
  const served = readServed(JSON.stringify(document));
  if (served.kind === 'unreadable') throw new Error(served.why);
  return served.authorization;
}

const sigv4 = { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' };
const apiKey = { type: 'apiKey', name: 'x-api-key', in: 'header' };
const document = (method: object, schemes: object = {}): object => ({
  openapi: '3.0.1',
  paths: { '/': { get: method } },
  components: { securitySchemes: schemes },
});

test.each([
  [['NONE'], 'policy-only'],
  [['NONE', 'AWS_IAM'], 'identity-may-allow'],
  [['CUSTOM'], 'identity-may-allow'],
  [['COGNITO_USER_POOLS', 'CUSTOM'], 'identity-may-allow'],
  [[], 'policy-only'],
])('methods with %j are %s, saved or in an export', (types, expected) => {
  expect(authorizationOf(types)).toBe(expected);
  const served = readServed(exportOf(policies.open, types));
  expect(served).toMatchObject({ kind: 'read', policy: { kind: 'policy' }, authorization: expected });
});

test('Cognito and types that are not known are unclear', () => {
  expect(authorizationOf(['NONE', 'COGNITO_USER_POOLS'])).toEqual({ unclear: expect.stringContaining('Cognito') });
  expect(authorizationOf(['QUANTUM'])).toEqual({ unclear: expect.stringContaining('QUANTUM') });
});

test.each([
  ['an API key', document({ security: [{ api_key: [] }] }, { api_key: apiKey }), 'policy-only'],
  [
    'IAM beside an API key',
    document({ security: [{ sigv4: [], api_key: [] }] }, { sigv4, api_key: apiKey }),
    'identity-may-allow',
  ],
  ['IAM by the extension', document({ 'x-amazon-apigateway-auth': { type: 'aws_iam' } }), 'identity-may-allow'],
  ['NONE by the extension', document({ 'x-amazon-apigateway-auth': { type: 'NONE' } }), 'policy-only'],
  [
    'an authorizer that uses the name of the API key header',
    document({ security: [{ a: [] }] }, { a: { ...apiKey, 'x-amazon-apigateway-authtype': 'custom' } }),
    'identity-may-allow',
  ],
  [
    'a corporate name for a custom authorizer',
    document({ security: [{ a: [] }] }, { a: { ...sigv4, 'x-amazon-apigateway-authtype': 'corporate claims' } }),
    'identity-may-allow',
  ],
  [
    'IAM on ANY',
    {
      openapi: '3.0.1',
      paths: { '/': { 'x-amazon-apigateway-any-method': { security: [{ sigv4: [] }] } } },
      components: { securitySchemes: { sigv4 } },
    },
    'identity-may-allow',
  ],
  [
    'the security of the whole document',
    {
      openapi: '3.0.1',
      security: [{ sigv4: [] }],
      paths: { '/': { get: {} } },
      components: { securitySchemes: { sigv4 } },
    },
    'identity-may-allow',
  ],
  [
    'none of its own beside that of the document',
    {
      openapi: '3.0.1',
      security: [{ sigv4: [] }],
      paths: { '/': { get: { security: [] } } },
      components: { securitySchemes: { sigv4 } },
    },
    'policy-only',
  ],
  [
    'Swagger 2.0',
    { swagger: '2.0', paths: { '/': { get: { security: [{ sigv4: [] }] } } }, securityDefinitions: { sigv4 } },
    'identity-may-allow',
  ],
  ['a scheme that nobody uses', document({}, { sigv4 }), 'policy-only'],
])('a method with %s', (_what, given, expected) => {
  expect(authorizationIn(given)).toBe(expected);
});

test.each([
  ['that is not there', document({ security: [{ NONE: [] }] })],
  ['without a kind', document({ security: [{ NONE: [] }] }, { NONE: { ...apiKey, name: 'Authorization' } })],
  [
    'with an authorizer but without a kind',
    document({ security: [{ NONE: [] }] }, { NONE: { ...apiKey, 'x-amazon-apigateway-authorizer': {} } }),
  ],
  ['by an extension of another shape', document({ 'x-amazon-apigateway-auth': 'NONE' })],
])('a method with a scheme %s is unclear, whatever its name', (_what, given) => {
  expect(authorizationIn(given)).toEqual({ unclear: expect.any(String) });
});

test.each([
  ['no JSON', '{"openapi"', 'line 1'],
  ['no document', '[]', 'it has no `paths`'],
  ['no paths', '{"openapi":"3.0.1"}', 'it has no `paths`'],
])('an export with %s is not read', (_what, given, problem) => {
  expect(readServed(given)).toEqual({ kind: 'unreadable', why: expect.stringContaining(problem) });
});

test('the policy of an export is that of the deployment; none is none', () => {
  expect(readServed(exportOf(null, ['NONE']))).toMatchObject({ policy: { kind: 'absent' } });
  expect(readServed(JSON.stringify({ paths: {}, 'x-amazon-apigateway-policy': { Statement: 5 } }))).toMatchObject({
    policy: { kind: 'unreadable' },
  });
});
