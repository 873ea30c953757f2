/**
 * What a stage serves, from API Gateway's export of it. In: OpenAPI 3.0 (or Swagger 2.0) as JSON text, with API Gateway's extensions.
 * Out: the deployed policy, and what the deployed methods ask of callers. A scheme that is not known makes that unclear, never narrower.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
import { isList, isObject, type Json, type JsonObject } from '../policy/json-value.ts';
import { parsePolicyValue } from '../policy/parse.ts';
import { readJson } from '../policy/read/json.ts';
import { describeProblem } from '../policy/read/problem.ts';
import type { Deployed, MethodAuthorization } from './decide.ts';

export function readServed(exportText: string): Deployed['served'] {
  const json = readJson(exportText);
  if (!json.ok) return unreadable(json.problems.map(describeProblem).join('; '));
  const document = json.value;
  if (!isObject(document) || !isObject(document['paths'])) return unreadable('it has no `paths`');
  return {
    kind: 'read',
    policy: parsePolicyValue(document[policyMember]),
    authorization: authorizationOf(methodsIn(document['paths']).flatMap((method) => typesOf(method, document))),
    unsure: null,
  };
}

const unreadable = (problem: string): Deployed['served'] => ({
  kind: 'unreadable',
  why: `what is served cannot be read from its export: ${problem}`,
});

/**
 * @param types authorization types of all methods, as API Gateway names them
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function authorizationOf(types: readonly string[]): MethodAuthorization {
  if (types.some((type) => type === 'AWS_IAM' || type === 'CUSTOM')) return 'identity-may-allow';
  const other = types.find((type) => type !== 'NONE');
  if (other === undefined) return 'policy-only';
  return {
    unclear:
      other === 'COGNITO_USER_POOLS'
        ? "AWS's page contradicts itself on whether a caller with a token of a Cognito user pool gets in when the policy is silent; only a Deny is sure to stop such a caller"
        : `whether a caller gets in when the policy is silent is not known for methods with the authorization \`${other}\``,
  };
}

/** The member of an export that is the policy. */
export const policyMember = 'x-amazon-apigateway-policy';
/** How an export names the method that takes all others. */
export const anyMethod = 'x-amazon-apigateway-any-method';

/** Whether a member of a path of an export is a method. */
export const isMethod = (name: string): boolean =>
  name === anyMethod || /^(?:get|put|post|delete|options|head|patch)$/.test(name);

function methodsIn(paths: JsonObject): readonly JsonObject[] {
  return Object.values(paths).flatMap((path) =>
    Object.entries(isObject(path) ? path : {}).flatMap(([name, method]) =>
      isMethod(name) && isObject(method) ? [method] : [],
    ),
  );
}

/** The method's own `security` counts before the document's; neither of them: no authorization. */
function typesOf(method: JsonObject, document: JsonObject): readonly string[] {
  const security = method['security'] ?? document['security'] ?? [];
  const names = isList(security) ? security.flatMap((one) => Object.keys(isObject(one) ? one : {})) : [];
  const schemes = schemesIn(document);
  return [...extensionTypes(method['x-amazon-apigateway-auth']), ...names.map((name) => typeOf(name, schemes[name]))];
}

function extensionTypes(extension: Json | undefined): readonly string[] {
  if (extension === undefined) return [];
  const type = isObject(extension) ? extension['type'] : undefined;
  return [typeof type === 'string' ? type.toUpperCase() : 'x-amazon-apigateway-auth'];
}

function schemesIn(document: JsonObject): JsonObject {
  const components = document['components'];
  const schemes = isObject(components) ? components['securitySchemes'] : document['securityDefinitions'];
  return isObject(schemes) ? schemes : {};
}

/** A plain API key identifies a caller and authorizes nobody; it is the one scheme without `x-amazon-apigateway-authtype`. */
function typeOf(name: string, scheme: Json | undefined): string {
  if (!isObject(scheme)) return `scheme ${name}`;
  const kind = scheme['x-amazon-apigateway-authtype'];
  if (typeof kind !== 'string') return isApiKey(scheme) ? 'NONE' : `scheme ${name}`;
  if (kind.toLowerCase() === 'awssigv4') return 'AWS_IAM';
  return kind.toLowerCase() === 'cognito_user_pools' ? 'COGNITO_USER_POOLS' : 'CUSTOM';
}

function isApiKey(scheme: JsonObject): boolean {
  const { type, name } = scheme;
  const isHeader = typeof name === 'string' && name.toLowerCase() === 'x-api-key';
  return type === 'apiKey' && isHeader && !('x-amazon-apigateway-authorizer' in scheme);
}
