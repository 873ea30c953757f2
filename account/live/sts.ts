/**
 * Whose credentials these are, and those of a role that is assumed.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Connection, Credentials } from './connection.ts';
import { ask, given } from './faults.ts';

export interface RoleToAssume {
  /** `arn:PARTITION:iam::ACCOUNT:role/NAME` */
  readonly roleArn: string;
  /** 2–64 characters, which CloudTrail shows. */
  readonly sessionName: string;
  readonly externalId?: string;
}

export async function callerAccountId({ repeatable }: Connection): Promise<string> {
  const client = new STSClient(repeatable);
  const operation = 'sts:GetCallerIdentity';
  const { Account } = await ask(operation, () => client.send(new GetCallerIdentityCommand({})));
  return given(operation, 'Account', Account);
}

export async function assumeRole({ repeatable }: Connection, role: RoleToAssume): Promise<Credentials> {
  const command = new AssumeRoleCommand({
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName,
    ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
  });
  const operation = 'sts:AssumeRole';
  const answer = await ask(operation, () => new STSClient(repeatable).send(command));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given(
    operation,
    'Credentials',
    answer.Credentials,
  );
  return {
    accessKeyId: given(operation, 'AccessKeyId', AccessKeyId),
    secretAccessKey: given(operation, 'SecretAccessKey', SecretAccessKey),
    sessionToken: given(operation, 'SessionToken', SessionToken),
    expiration: given(operation, 'Expiration', Expiration),
  };
}
