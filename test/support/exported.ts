/** An export as API Gateway makes one. In: a policy, and the authorization types of methods. Out: OpenAPI as JSON text. */

/** @param policy null: none */
export function exportOf(policy: object | null, methods: readonly string[]): string {
  const security = (type: string): object => {
    const scheme = { AWS_IAM: 'sigv4', CUSTOM: 'orders-authorizer', COGNITO_USER_POOLS: 'orders-users' }[type];
    return scheme === undefined ? {} : { security: [{ [scheme]: [] }] };
  };
  const scheme = (authtype: string): object => ({
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': authtype,
  });
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'orders', version: '2026-02-21T18:52:11Z' },
    paths: Object.fromEntries(
      methods.map((type, index) => [`/${String(index)}`, { get: { responses: {}, ...security(type) } }]),
    ),
    components: {
      securitySchemes: {
        sigv4: scheme('awsSigv4'),
        'orders-authorizer': scheme('custom'),
        'orders-users': scheme('cognito_user_pools'),
        api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      },
    },
    ...(policy === null ? {} : { 'x-amazon-apigateway-policy': policy }),
  });
}
