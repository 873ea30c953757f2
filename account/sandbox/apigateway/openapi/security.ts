/**
 * Who may call a method, in OpenAPI's words: security schemes with API Gateway's extensions, read and written.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import { isJsonList, isJsonRecord, type Json, type JsonRecord } from '../../core/values.ts';
import { authorizerMembers, checkedAuthorizer } from '../authorizers.ts';
import type { Authorizer, Configuration, Method } from '../model.ts';
import { listAt, malformed, present, recordAt, resolved, textAt, type Document } from './document.ts';

type Scheme =
  { readonly kind: 'sigv4' | 'api-key' | 'unknown' } | { readonly kind: 'authorizer'; readonly authorizer: Authorizer };

export type Schemes = ReadonlyMap<string, Scheme>;

const authorizerExtension = z.strictObject({
  ...authorizerMembers,
  type: z
    .string()
    .transform((type) => type.toUpperCase())
    .pipe(authorizerMembers.type),
});

/** An authorizer is called as its scheme is, and has the scheme's name for its id until it gets one. */
export function readSchemes(document: Document): Schemes {
  const { dialect, root } = document;
  const given =
    dialect === 'swagger'
      ? recordAt(root, 'securityDefinitions')
      : recordAt(recordAt(root, 'components'), 'securitySchemes');
  return new Map(Object.entries(given).map(([name, scheme]) => [name, readScheme(name, resolved(document, scheme))]));
}

function readScheme(name: string, scheme: JsonRecord): Scheme {
  const authorizer = scheme['x-amazon-apigateway-authorizer'];
  if (textAt(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase() === 'awssigv4') return { kind: 'sigv4' };
  const header = scheme['in'] === 'header' ? textAt(scheme, 'name') : undefined;
  if (authorizer === undefined) return { kind: header?.toLowerCase() === 'x-api-key' ? 'api-key' : 'unknown' };
  const read = authorizerExtension.safeParse(authorizer);
  if (!read.success) throw malformed(`x-amazon-apigateway-authorizer of ${name}`);
  const identitySource =
    read.data.identitySource ?? (header === undefined ? undefined : `method.request.header.${header}`);
  const authType = textAt(scheme, 'x-amazon-apigateway-authtype');
  return {
    kind: 'authorizer',
    authorizer: checkedAuthorizer({ ...read.data, id: name, name, identitySource, authType }),
  };
}

export type Access = Pick<Method, 'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'>;

/**
 * @param given the operation's own requirements, or those of the document; a method's authorizer is the scheme's name
 * @throws ServiceError when it asks for more than one way of authorization, which the sandbox does not model
 */
export function accessOf(given: Json, path: string, schemes: Schemes, { warn }: Document): Access {
  const required = listAt({ security: given }, 'security').flatMap((one) =>
    isJsonRecord(one) ? Object.entries(one) : [],
  );
  const ways: Omit<Access, 'apiKeyRequired'>[] = [];
  let apiKeyRequired = false;
  for (const [name, scopes] of required) {
    const scheme = schemes.get(name) ?? { kind: 'unknown' };
    if (scheme.kind === 'api-key') apiKeyRequired = true;
    else if (scheme.kind === 'sigv4') ways.push({ authorizationType: 'AWS_IAM' });
    else if (scheme.kind === 'authorizer') ways.push(authorizedBy(scheme.authorizer, scopes));
    else warn(`Security requirement ${name} at ${path} is no authorizer of API Gateway and is ignored`);
  }
  if (ways.length > 1) throw notModelled(`several security requirements for one method, at ${path}`);
  return { authorizationType: 'NONE', ...ways[0], apiKeyRequired };
}

function authorizedBy({ type, id }: Authorizer, scopes: Json): Omit<Access, 'apiKeyRequired'> {
  const named = isJsonList(scopes) ? scopes.map(String) : [];
  return {
    authorizationType: type === 'COGNITO_USER_POOLS' ? type : 'CUSTOM',
    authorizerId: id,
    authorizationScopes: named.length === 0 ? undefined : named,
  };
}

/** The requirements of a method; undefined: it asks for nothing. */
export function writeSecurity(
  method: Method,
  authorizers: Configuration['authorizers'],
): readonly JsonRecord[] | undefined {
  const { authorizationType, authorizerId = '', authorizationScopes = [], apiKeyRequired } = method;
  const authorizer = authorizers.get(authorizerId);
  const required: JsonRecord[] = [];
  if (authorizationType === 'AWS_IAM') required.push({ sigv4: [] });
  if (authorizer !== undefined) required.push({ [authorizer.name]: authorizationScopes });
  if (apiKeyRequired) required.push({ api_key: [] });
  return required.length === 0 ? undefined : required;
}

/** The schemes of all authorizers, and of what the methods require besides. */
export function writeSchemes({ resources, authorizers }: Configuration, extensions: boolean): JsonRecord {
  const methods = [...resources.values()].flatMap((resource) => [...resource.methods.values()]);
  const isSigned = methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM');
  const authtype = (type: string): string | undefined => (extensions ? type : undefined);
  const header = (name: string, more: JsonRecord): JsonRecord => ({ type: 'apiKey', name, in: 'header', ...more });
  const named = [...authorizers.values()].map((authorizer): [string, JsonRecord] => [
    authorizer.name,
    header(
      /method\.request\.header\.([^,]+)/.exec(authorizer.identitySource ?? '')?.[1] ?? 'Unused',
      present({
        'x-amazon-apigateway-authtype': authtype(authorizer.authType ?? authtypeOf(authorizer)),
        'x-amazon-apigateway-authorizer': extensions ? writeAuthorizer(authorizer) : undefined,
      }),
    ),
  ]);
  return present({
    ...Object.fromEntries(named),
    sigv4: isSigned
      ? header('Authorization', present({ 'x-amazon-apigateway-authtype': authtype('awsSigv4') }))
      : undefined,
    api_key: methods.some(({ apiKeyRequired }) => apiKeyRequired) ? header('x-api-key', {}) : undefined,
  });
}

const authtypeOf = ({ type }: Authorizer): string => (type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom');

function writeAuthorizer(authorizer: Authorizer): JsonRecord {
  return present({
    ...authorizer,
    type: authorizer.type.toLowerCase(),
    id: undefined,
    name: undefined,
    authType: undefined,
  });
}
