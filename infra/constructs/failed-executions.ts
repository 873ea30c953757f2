/**
 * Executions of the runbook that did not succeed, kept in a queue: Config's list of them ends with the rule, and nobody reads it.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import { acknowledge } from './acknowledge.ts';
import { failureQueue } from './failure-queue.ts';

export function failedExecutions(scope: Construct, id: string, installation: Installation): Queue {
  const queue = failureQueue(scope, id, installation);
  const rule = new Rule(queue, 'Ended', {
    description: 'Executions of the runbook of private-api-guard that did not succeed',
    eventPattern: {
      source: ['aws.ssm'],
      detailType: ['EC2 Automation Execution Status-change Notification'],
      detail: { Definition: [installation.names.document], Status: ['Failed', 'TimedOut', 'Cancelled'] },
    },
  });
  rule.addTarget(new SqsQueue(queue));
  acknowledge(rule, {
    'Serverless-EventBusDLQ': 'Its target is a queue where events end, and EventBridge tries for a day to reach it.',
  });
  return queue;
}
