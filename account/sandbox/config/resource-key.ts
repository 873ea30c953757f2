/** What names a resource in AWS Config. */

export interface ResourceKey {
  /** Such as `AWS::ApiGateway::RestApi`. */
  readonly resourceType: string;
  /** For API Gateway the ARN. */
  readonly resourceId: string;
}

/** One text for each key. Types hold no blank. */
export function keyText({ resourceType, resourceId }: ResourceKey): string {
  return `${resourceType} ${resourceId}`;
}
