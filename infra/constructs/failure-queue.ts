/** Where that lands which failed for good: kept for two weeks, for a person to read. An alarm watches it. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import { acknowledge } from './acknowledge.ts';

export function failureQueue(scope: Construct, id: string, installation: Installation): Queue {
  const queue = new Queue(scope, id, { ...queueProps(installation), retentionPeriod: Duration.days(14) });
  const reason = 'It is where events end that failed, and an alarm tells of each.';
  acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
  return queue;
}

/** What all queues have in common: encrypted, reached over TLS alone, gone with the stack. */
export function queueProps({ encryptionKey }: Installation): {
  readonly enforceSSL: boolean;
  readonly removalPolicy: RemovalPolicy;
  readonly encryption: QueueEncryption;
} {
  const own = encryptionKey === undefined ? {} : { encryptionMasterKey: encryptionKey };
  const encryption = encryptionKey === undefined ? QueueEncryption.SQS_MANAGED : QueueEncryption.KMS;
  return { enforceSSL: true, removalPolicy: RemovalPolicy.DESTROY, encryption, ...own };
}
