/**
 * A Lambda function with its own log group and its own role. The role is sealed: what it may do is what is written here and what is
 * handed in, and no other construct adds to it.
 */
import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { ServicePrincipal, type Role } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Entry } from '../bundle.ts';
import type { Installation } from '../installation.ts';
import { decrypt, sendTraces, writeLogs } from '../permissions/platform.ts';
import type { Permission } from '../permissions/statement.ts';
import { acknowledge, inEveryFramework } from './acknowledge.ts';
import { sealedRole } from './sealed-role.ts';

export interface GuardFunctionProps {
  readonly installation: Installation;
  readonly functionName: string;
  readonly description: string;
  readonly entry: Entry;
  readonly timeout: Duration;
  /** Megabytes. */
  readonly memorySize: number;
  /** The most that run at once; undefined: as many as the account lets. */
  readonly concurrency?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the function's code may do, and what Lambda does in its name. */
  readonly permissions: readonly Permission[];
  /** What becomes of an event that the function fails on for good: the answer to who looks for a dead-letter queue. */
  readonly failures: string;
}

export class GuardFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: GuardFunctionProps) {
    super(scope, id);
    const logs = logGroup(this, props);
    this.role = functionRole(this, props, logs.attrArn);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: props.functionName,
      description: props.description,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      code: props.installation.codeOf(props.entry),
      handler: 'index.handler',
      timeout: props.timeout,
      memorySize: props.memorySize,
      role: this.role.withoutPolicyUpdates(),
      logGroup: LogGroup.fromLogGroupName(this, 'LogGroup', logs.ref),
      tracing: Tracing.ACTIVE,
      ...environment(props),
      ...concurrency(props),
    });
    acknowledge(this.function, findings(props));
  }
}

function findings({ failures, concurrency }: GuardFunctionProps): Readonly<Record<string, string>> {
  const runtime = 'The handlers are built for this runtime; a newer one comes with tests on it.';
  return {
    'AwsSolutions-L1': runtime,
    'Serverless-LambdaLatestVersion': runtime,
    'Serverless-LambdaDLQ': failures,
    ...inEveryFramework('LambdaDLQ', failures),
    ...inEveryFramework(
      'LambdaInsideVPC',
      'It calls public endpoints of AWS alone, holds no secret and reaches nothing inside a VPC.',
    ),
    ...(concurrency === undefined
      ? inEveryFramework('LambdaConcurrency', 'Its callers limit themselves, and a limit could refuse a roll-back.')
      : {}),
  };
}

function logGroup(scope: Construct, { functionName, installation }: GuardFunctionProps): CfnLogGroup {
  const { encryptionKey, logRetentionInDays } = installation;
  const logs = new CfnLogGroup(scope, 'Logs', {
    logGroupName: `/aws/lambda/${functionName}`,
    retentionInDays: logRetentionInDays,
    ...(encryptionKey === undefined ? {} : { kmsKeyId: encryptionKey.keyArn }),
  });
  logs.applyRemovalPolicy(RemovalPolicy.DESTROY);
  return logs;
}

function functionRole(scope: Construct, props: GuardFunctionProps, logGroupArn: string): Role {
  const { encryptionKey } = props.installation;
  const isEncrypted = encryptionKey !== undefined && props.environment !== undefined;
  const role = {
    description: `What ${props.functionName} may do`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  };
  return sealedRole(scope, role, [
    ...props.permissions,
    writeLogs(logGroupArn),
    sendTraces(),
    ...(isEncrypted ? [decrypt(encryptionKey.keyArn)] : []),
  ]);
}

function environment({ environment, installation }: GuardFunctionProps): object {
  if (environment === undefined) return {};
  const { encryptionKey } = installation;
  return { environment, ...(encryptionKey === undefined ? {} : { environmentEncryption: encryptionKey }) };
}

function concurrency({ concurrency, installation }: GuardFunctionProps): object {
  const reserved = concurrency === undefined ? undefined : installation.concurrency(concurrency);
  return reserved === undefined ? {} : { reservedConcurrentExecutions: reserved };
}
