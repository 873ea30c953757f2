/**
 * What API Gateway keeps of a REST API. Nothing here is ever changed in place: a change makes a new value, so what a deployment
 * points to stays as it was. Members are spelled as API Gateway's model spells them; undefined is absent.
 */
import type { Policy } from './policy.ts';

type Texts = Readonly<Record<string, string>>;
type Flags = Readonly<Record<string, boolean>>;

export const endpointTypes = ['REGIONAL', 'EDGE', 'PRIVATE'] as const;
export type EndpointType = (typeof endpointTypes)[number];

export const apiKeySources = ['HEADER', 'AUTHORIZER'] as const;
export type ApiKeySource = (typeof apiKeySources)[number];

export const authorizationTypes = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'] as const;
export type AuthorizationType = (typeof authorizationTypes)[number];

export const httpMethods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'] as const;
export type HttpMethod = (typeof httpMethods)[number];

export interface EndpointConfiguration {
  /** API Gateway takes a list and refuses more than one. */
  readonly type: EndpointType;
  readonly ipAddressType: 'ipv4' | 'dualstack';
  readonly vpcEndpointIds: readonly string[];
}

/* What follows as types, not interfaces, is given in answers as it is. */

export type IntegrationResponse = {
  readonly statusCode: string;
  readonly selectionPattern?: string | undefined;
  readonly responseParameters?: Texts | undefined;
  readonly responseTemplates?: Texts | undefined;
  readonly contentHandling?: string | undefined;
};

export const integrationTypes = ['HTTP', 'AWS', 'MOCK', 'HTTP_PROXY', 'AWS_PROXY'] as const;

export type Integration = {
  readonly type: (typeof integrationTypes)[number];
  /** Of the request to the back end. */
  readonly httpMethod?: string | undefined;
  readonly uri?: string | undefined;
  readonly connectionType?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly credentials?: string | undefined;
  readonly requestParameters?: Texts | undefined;
  readonly requestTemplates?: Texts | undefined;
  readonly passthroughBehavior: string;
  readonly contentHandling?: string | undefined;
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  /** Status code → response. */
  readonly integrationResponses?: Readonly<Record<string, IntegrationResponse>> | undefined;
};

export type MethodResponse = {
  readonly statusCode: string;
  readonly responseParameters?: Flags | undefined;
};

export type Method = {
  readonly httpMethod: HttpMethod;
  readonly authorizationType: AuthorizationType;
  readonly authorizerId?: string | undefined;
  readonly authorizationScopes?: readonly string[] | undefined;
  readonly apiKeyRequired: boolean;
  readonly operationName?: string | undefined;
  /** `method.request.querystring.NAME` and the like → whether it is required. */
  readonly requestParameters?: Flags | undefined;
  /** Status code → response. */
  readonly methodResponses?: Readonly<Record<string, MethodResponse>> | undefined;
  readonly methodIntegration?: Integration | undefined;
};

export interface Resource {
  readonly id: string;
  /** The root has neither parent nor path part. */
  readonly parentId?: string | undefined;
  readonly pathPart?: string | undefined;
  /** Such as `/orders/{id}`. */
  readonly path: string;
  readonly methods: ReadonlyMap<HttpMethod, Method>;
}

export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly providerARNs?: readonly string[] | undefined;
  readonly authType?: string | undefined;
  readonly authorizerUri?: string | undefined;
  readonly authorizerCredentials?: string | undefined;
  readonly identitySource?: string | undefined;
  readonly identityValidationExpression?: string | undefined;
  readonly authorizerResultTtlInSeconds?: number | undefined;
}

/** All that a deployment publishes. */
export interface Configuration {
  readonly name: string;
  readonly description?: string | undefined;
  readonly version?: string | undefined;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes, 0 to 10,485,760; undefined: nothing is compressed. */
  readonly minimumCompressionSize?: number | undefined;
  readonly apiKeySource: ApiKeySource;
  readonly endpointConfiguration: EndpointConfiguration;
  readonly disableExecuteApiEndpoint: boolean;
  readonly policy?: Policy | undefined;
  /** By id; the root comes first. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly authorizers: ReadonlyMap<string, Authorizer>;
}

export interface Deployment {
  readonly id: string;
  readonly sequence: number;
  readonly description?: string | undefined;
  readonly createdDate: Date;
  /** The configuration as it was at that moment, the policy included. */
  readonly snapshot: Configuration;
}

export interface CanarySettings {
  /** 0 to 100. */
  readonly percentTraffic: number;
  readonly deploymentId: string;
  readonly stageVariableOverrides?: Texts | undefined;
  readonly useStageCache: boolean;
}

export type MethodSetting = Readonly<Record<string, string | number | boolean>>;

export interface Stage {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly variables: Texts;
  readonly tags: Texts;
  readonly createdDate: Date;
  readonly lastUpdatedDate: Date;
  /** By `PATH/METHOD`, such as `*` + `/*` for all. */
  readonly methodSettings: Readonly<Record<string, MethodSetting>>;
  readonly tracingEnabled: boolean;
  readonly canarySettings?: CanarySettings | undefined;
}

export interface RestApi {
  readonly id: string;
  /** Grows with every API of the Region: the order in which they are listed. */
  readonly sequence: number;
  readonly createdDate: Date;
  readonly rootResourceId: string;
  readonly tags: Texts;
  /** What is configured now, deployed or not. */
  readonly configuration: Configuration;
  readonly deployments: ReadonlyMap<string, Deployment>;
  readonly stages: ReadonlyMap<string, Stage>;
}
