/**
 * What the rule, the remediation and the command line need of an AWS account, in our words. Two adapters: `live` speaks to AWS,
 * and to the sandbox as well, since that answers on AWS's own protocols. Policies are text here: an account knows no statement.
 */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type RestApiId = Branded<'RestApiId'>;
export type DeploymentId = Branded<'DeploymentId'>;
export type StageName = Branded<'StageName'>;

export const isRestApiId = (text: string): text is RestApiId => /^[0-9a-z]+$/.test(text);
export const isDeploymentId = (text: string): text is DeploymentId => /^[0-9a-z]+$/.test(text);
export const isStageName = (text: string): text is StageName => /^[\w$-]{1,128}$/.test(text);

/** Time, as whoever waits for an account sees it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Where an adapter works, such as `aws`, `eu-west-1`, `111122223333`. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Why a call did not do what was asked. `throttled`: the adapter's own retries are used up. `conflict`: something else is changing
 * it too. `refused`: it is wrong, or not possible. `unavailable`: no answer, so nobody can tell whether the effect took place.
 */
export type FaultReason = 'throttled' | 'denied' | 'not-found' | 'conflict' | 'refused' | 'unavailable';

/** The only error that an adapter throws for what an account answers. */
export class AccountFault extends Error {
  override readonly name = 'AccountFault';
  readonly reason: FaultReason;
  /** Such as `apigateway:UpdateRestApi`. */
  readonly operation: string;
  /** The service's own code, such as `NotFoundException`. */
  readonly code: string;

  constructor(reason: FaultReason, operation: string, code: string, message: string, cause?: unknown) {
    super(`${operation}: ${code}: ${message}`, { cause });
    this.reason = reason;
    this.operation = operation;
    this.code = code;
  }
}

export interface RestApi {
  readonly restApiId: RestApiId;
  readonly name: string;
  /** `EDGE`, `REGIONAL`, `PRIVATE`. */
  readonly endpointTypes: readonly string[];
  /** The VPC endpoints set on the API. They add DNS names; they fence nothing. */
  readonly vpcEndpointIds: readonly string[];
  /** As the account gives it, escapes and all; null: none. */
  readonly policyText: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Canary {
  readonly deploymentId: DeploymentId | null;
  /** 0 to 100. */
  readonly percentTraffic: number;
}

export interface Stage {
  readonly stageName: StageName;
  readonly deploymentId: DeploymentId;
  /** Null: the stage has no canary. */
  readonly canary: Canary | null;
}

export interface Deployment {
  readonly deploymentId: DeploymentId;
  /** As `createDeployment` was given it; empty when there is none. */
  readonly description: string;
}

export interface Method {
  /** Such as `/orders/{id}`. */
  readonly path: string;
  /** `GET`, …, or `ANY`. */
  readonly httpMethod: string;
  /** `NONE`, `AWS_IAM`, `CUSTOM`, `COGNITO_USER_POOLS`. */
  readonly authorizationType: string;
}

export interface ReadApis {
  /** @throws AccountFault `not-found` when there is none */
  readonly restApi: (id: RestApiId) => Promise<RestApi>;
  /** All REST APIs of the Region, page by page. */
  readonly restApis: () => AsyncIterable<readonly RestApi[]>;
  /** @throws AccountFault `not-found` when there is no such API */
  readonly stages: (id: RestApiId) => Promise<readonly Stage[]>;
  /** What is configured now, deployed or not. */
  readonly methods: (id: RestApiId) => Promise<readonly Method[]>;
  /** What the stage serves: OpenAPI 3.0 as JSON text, with API Gateway's extensions. */
  readonly servedBy: (id: RestApiId, stage: StageName) => Promise<string>;
  /** The methods that a deployment holds. Empty: the account does not tell them, since API Gateway deploys no API without methods. */
  readonly deployedMethods: (id: RestApiId, deployment: DeploymentId) => Promise<readonly Method[]>;
}

export interface ChangeApis {
  /** @param policyText plain JSON */
  readonly replacePolicy: (id: RestApiId, policyText: string) => Promise<void>;
  /** Leaves the API without a policy. */
  readonly removePolicy: (id: RestApiId) => Promise<void>;
  /** A snapshot of everything that is configured; no stage serves it yet. */
  readonly createDeployment: (id: RestApiId, description: string) => Promise<DeploymentId>;
  /** All deployments of the API: how one is found whose creation was not answered. */
  readonly deployments: (id: RestApiId) => Promise<readonly Deployment[]>;
  readonly deleteDeployment: (id: RestApiId, deployment: DeploymentId) => Promise<void>;
  /** Makes the stage serve another deployment. */
  readonly moveStage: (id: RestApiId, stage: StageName, deployment: DeploymentId) => Promise<void>;
  readonly createStage: (id: RestApiId, stage: StageName, deployment: DeploymentId) => Promise<void>;
  readonly deleteStage: (id: RestApiId, stage: StageName) => Promise<void>;
}

export interface VpcEndpoint {
  readonly vpcEndpointId: string;
  readonly vpcId: string;
}

export interface ReadNetwork {
  /** The account's own VPCs in the Region. */
  readonly vpcIds: () => Promise<readonly string[]>;
  /** The account's own interface endpoints for API Gateway's `execute-api` in the Region. */
  readonly vpcEndpoints: () => Promise<readonly VpcEndpoint[]>;
}

export type ComplianceType = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

export interface EvaluatedResource {
  readonly resourceType: string;
  /** 1–768 characters. */
  readonly resourceId: string;
  readonly complianceType: ComplianceType;
  /** 1–256 characters; null: none. */
  readonly annotation: string | null;
}

export interface Evaluation extends EvaluatedResource {
  readonly orderingTimestamp: Date;
}

/** What AWS Config recorded of a resource. */
export interface ConfigurationItem {
  readonly resourceType: string;
  readonly resourceId: string;
  /** Such as `OK`, `ResourceDiscovered`, `ResourceDeleted`. */
  readonly status: string;
  readonly capturedAt: Date;
}

export interface Compliance {
  /**
   * @param evaluations at most 100
   * @param testMode nothing is stored
   * @throws AccountFault `refused` when Config did not take every one
   */
  readonly report: (resultToken: string, evaluations: readonly Evaluation[], testMode: boolean) => Promise<void>;
  /** What the rule has reported so far, NOT_APPLICABLE left out. */
  readonly reported: (configRuleName: string) => Promise<readonly EvaluatedResource[]>;
  /** The item that was the newest at a moment; null: none is known. */
  readonly itemAt: (resourceType: string, resourceId: string, moment: Date) => Promise<ConfigurationItem | null>;
  /** The names of the rules that run a function; in a conformance pack they carry a suffix. */
  readonly rulesOf: (functionArn: string) => Promise<readonly string[]>;
  /** Asks for a new evaluation. Config takes one a minute. */
  readonly reevaluate: (configRuleNames: readonly string[]) => Promise<void>;
}

export type AutomationStatus = 'running' | 'success' | 'failed' | 'cancelled' | 'timed-out';

export interface AutomationExecution {
  readonly executionId: string;
  readonly documentName: string;
  readonly status: AutomationStatus;
  readonly failureMessage: string | null;
  /** `Step.Output` → its values. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
}

export interface Automation {
  /** @throws AccountFault `not-found` when there is none */
  readonly execution: (executionId: string) => Promise<AutomationExecution>;
}

/** An account as the whole program sees it. */
export interface Account extends ReadApis, ChangeApis, ReadNetwork {
  readonly place: Place;
  readonly compliance: Compliance;
  readonly automation: Automation;
}
