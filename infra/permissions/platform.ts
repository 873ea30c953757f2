/** What Lambda does in a function's name (logs, traces, queues, keys), and who may call a function. */
import { Aws } from 'aws-cdk-lib';
import { allow, type Permission } from './statement.ts';

export const writeLogs = (logGroupArn: string): Permission =>
  allow({
    sid: 'WriteLogs',
    why: 'Into the function’s own log group, which is made with it: no right to make one is needed.',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroupArn],
  });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export const sendTraces = (): Permission =>
  allow({
    sid: 'SendTraces',
    why: 'Lambda sends traces as the function; X-Ray knows no resources for these actions.',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: ['*'],
  });

export const keepFailures = (queueArn: string): Permission =>
  allow({
    sid: 'KeepFailedEvents',
    why: 'Lambda puts an event that failed for good into this queue, as the function.',
    actions: ['sqs:SendMessage'],
    resources: [queueArn],
  });

export const takeBatches = (queueArn: string): Permission =>
  allow({
    sid: 'TakeBatches',
    why: 'Lambda takes batches from this queue, as the function.',
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queueArn],
  });

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
export const encryptFailures = (keyArn: string): Permission =>
  allow({
    sid: 'EncryptFailedEvents',
    why: 'The queue of failed events is encrypted with the installation’s own key; who sends to it asks for a data key and checks it.',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [keyArn],
  });

export const decrypt = (keyArn: string): Permission =>
  allow({
    sid: 'DecryptWithOwnKey',
    why: 'Environment variables, and messages that wait for the function, are encrypted with the installation’s own key.',
    actions: ['kms:Decrypt'],
    resources: [keyArn],
  });

/** @param region `*` for the function of that name in every Region of the account */
export const invokeFunction = (region: string, functionName: string): Permission =>
  allow({
    sid: 'RunSteps',
    why: 'Automation has the steps of the runbook carried out by this function, in the Region of the execution.',
    actions: ['lambda:InvokeFunction'],
    resources: [`arn:${Aws.PARTITION}:lambda:${region}:${Aws.ACCOUNT_ID}:function:${functionName}`],
  });
