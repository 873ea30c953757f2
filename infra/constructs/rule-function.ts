/** The function behind the Config rule, which only reads. An event that it fails on three times is kept. */
import { Aws, Duration } from 'aws-cdk-lib';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import { listApis, readApis } from '../permissions/apigateway.ts';
import { readItems, readOwnVerdicts, reportVerdicts } from '../permissions/config.ts';
import { readVpcEndpoints, readVpcs } from '../permissions/network.ts';
import { encryptFailures, keepFailures } from '../permissions/platform.ts';
import type { Permission } from '../permissions/statement.ts';
import { failureQueue } from './failure-queue.ts';
import { GuardFunction } from './guard-function.ts';

/** A scheduled run and a few changes beside it. API Gateway answers ten calls a second to a whole account. */
const most = 3;

export class RuleFunction extends Construct {
  readonly function: LambdaFunction;
  readonly failures: Queue;
  /** Has to be there before the rule. */
  readonly permission: CfnPermission;

  constructor(scope: Construct, id: string, installation: Installation) {
    super(scope, id);
    this.failures = failureQueue(this, 'Failures', installation);
    this.function = new GuardFunction(this, 'Guard', {
      installation,
      functionName: installation.names.ruleFunction,
      description: 'Judges private REST APIs for AWS Config: can a request from outside the trusted network get in?',
      entry: 'rule',
      timeout: Duration.minutes(15),
      memorySize: 512,
      concurrency: most,
      permissions: [...permissions(), ...keeping(this.failures, installation)],
      failures:
        'Its on-failure destination keeps the event with its error; a dead-letter queue beside it would keep it twice.',
    }).function;
    this.function.configureAsyncInvoke({
      onFailure: new SqsDestination(this.failures),
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
    });
    this.permission = mayBeCalled(this, this.function);
  }
}

/** By Config of this account. Config refuses a rule whose function it may not call yet, so this cannot name the rule. */
const mayBeCalled = (scope: Construct, { functionArn }: LambdaFunction): CfnPermission =>
  new CfnPermission(scope, 'Config', {
    action: 'lambda:InvokeFunction',
    functionName: functionArn,
    principal: 'config.amazonaws.com',
    sourceAccount: Aws.ACCOUNT_ID,
  });

const keeping = ({ queueArn }: Queue, { encryptionKey }: Installation): readonly Permission[] => [
  keepFailures(queueArn),
  ...(encryptionKey === undefined ? [] : [encryptFailures(encryptionKey.keyArn)]),
];

function permissions(): readonly Permission[] {
  return [
    listApis(Aws.REGION),
    readApis(Aws.REGION),
    readVpcs(),
    readVpcEndpoints(),
    reportVerdicts(),
    readOwnVerdicts(),
    readItems(),
  ];
}
