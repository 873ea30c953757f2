/**
 * From a change of an API to a new evaluation within minutes: CloudTrail's record of the call → EventBridge → a queue that lets changes
 * gather → one request to Config. A trail that records management events has to exist in the Region; without one the schedule remains.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Match } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import { findRules, startEvaluation } from '../permissions/config.ts';
import { takeBatches } from '../permissions/platform.ts';
import { acknowledge } from './acknowledge.ts';
import { failureQueue, queueProps } from './failure-queue.ts';
import { GuardFunction } from './guard-function.ts';

const timeout = Duration.seconds(30);

/** Config takes one request a minute: what comes out of the queue waits that long for more to join it. */
const maxBatchingWindow = Duration.seconds(60);

/**
 * A batch that Config has no time for comes back after this, ten times: forty minutes in all. Lambda asks for six times the function's
 * time, and the window on top. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const visibilityTimeout = Duration.seconds(6 * timeout.toSeconds() + maxBatchingWindow.toSeconds());
const maxReceiveCount = 10;

/** Calls that change an API, a stage, a deployment, an authorizer, a tag. Those that failed changed nothing. */
const changes = {
  source: ['aws.apigateway'],
  detailType: ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['apigateway.amazonaws.com'],
    eventName: ['Create', 'Delete', 'Import', 'Put', 'Tag', 'Untag', 'Update'].flatMap((verb) => Match.prefix(verb)),
    errorCode: Match.doesNotExist(),
  },
};

export class FastPath extends Construct {
  readonly function: LambdaFunction;
  readonly failures: Queue;

  constructor(scope: Construct, id: string, installation: Installation, ruleFunctionArn: string) {
    super(scope, id);
    this.failures = failureQueue(this, 'Failures', installation);
    const gathered = new Queue(this, 'Changes', {
      ...queueProps(installation),
      deliveryDelay: installation.fastPathDelay,
      visibilityTimeout,
      deadLetterQueue: { queue: this.failures, maxReceiveCount },
    });
    sendChanges(this, gathered, this.failures);
    this.function = reevaluateFunction(this, installation, ruleFunctionArn, gathered.queueArn);
    acknowledge(this.function, {
      'Serverless-LambdaEventSourceMappingDestination':
        'Lambda knows no destination for queues: the queue has a dead-letter queue.',
    });
    this.function.addEventSource(
      new SqsEventSource(gathered, {
        batchSize: 1000,
        maxBatchingWindow,
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    );
  }
}

function sendChanges(scope: Construct, gathered: Queue, deadLetterQueue: Queue): void {
  const description = 'Tells private-api-guard of changes to REST APIs';
  const rule = new Rule(scope, 'ApiChanges', { description, eventPattern: changes });
  const message = RuleTargetInput.fromObject({ eventName: EventField.fromPath('$.detail.eventName') });
  rule.addTarget(new SqsQueue(gathered, { message, deadLetterQueue }));
}

function reevaluateFunction(
  scope: Construct,
  installation: Installation,
  ruleFunctionArn: string,
  queueArn: string,
): LambdaFunction {
  return new GuardFunction(scope, 'Guard', {
    installation,
    functionName: installation.names.reevaluateFunction,
    description: 'Asks AWS Config to evaluate private REST APIs anew after a change',
    entry: 'reevaluate',
    timeout,
    memorySize: 256,
    environment: { RULE_FUNCTION_ARN: ruleFunctionArn },
    permissions: [findRules(), startEvaluation(), takeBatches(queueArn)],
    failures: 'Its events come from a queue, which has a dead-letter queue.',
  }).function;
}
