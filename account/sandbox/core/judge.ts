/** What the data plane asks about a policy. The sandbox's own reading of policies ends at API Gateway's checks on saving one. */

export interface InvokeRequest {
  /** The caller's IAM principal when the request is signed; null: it is not. */
  readonly principalArn: string | null;
  readonly vpcId: string;
  readonly vpcEndpointId: string;
  /** The address of the caller inside its VPC. */
  readonly vpcSourceIp: string;
  /** `arn:PARTITION:execute-api:REGION:ACCOUNT:APIID/STAGE/METHOD/PATH` */
  readonly resource: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
}

/** `unclear`: AWS does not document what it would do. */
export type Judgement = 'allowed' | 'explicit-deny' | 'implicit-deny' | 'unclear';

/** @param policyText the deployed policy, as it was deployed */
export type PolicyJudge = (policyText: string, request: InvokeRequest) => Judgement;
