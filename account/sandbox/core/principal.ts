/** Who calls, and whom. */

/** As the credentials say. */
export interface Principal {
  readonly accountId: string;
  /** `arn:aws:iam::111122223333:root`, or a user's or an assumed role's ARN. */
  readonly arn: string;
}

/** The signing names of the services. */
export type ServiceId = 'apigateway' | 'config' | 'ssm' | 'ec2' | 'sts' | 'lambda';

/** @param accountId twelve digits */
export const rootOf = (accountId: string, partition: string): Principal => ({
  accountId,
  arn: `arn:${partition}:iam::${accountId}:root`,
});
