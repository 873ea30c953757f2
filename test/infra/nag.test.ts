import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from '@jest/globals';
import { appOf } from './synthesised.ts';

const plain = appOf({});
/** NIST asks for what is left to the settings: a key of one's own, somebody who hears alarms. */
const strict = appOf({
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d',
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
});

const findings = (pack: Pick<AwsSolutionsChecks, 'validateScope'>, app: App): readonly string[] =>
  pack
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName}: ${String(constructPath)}`),
    );

test.each([
  ['AwsSolutions', ({ app }: typeof plain) => new AwsSolutionsChecks(app), plain],
  ['Serverless', ({ app }: typeof plain) => new ServerlessChecks(app), plain],
  ['NIST 800-53 R5', ({ app }: typeof plain) => new NIST80053R5Checks(app), strict],
])('%s finds nothing that is not answered', (_, pack, given) => {
  expect(findings(pack(given), given.app)).toEqual([]);
});

test('the checks can fail: a queue of somebody else is found', () => {
  const { app, stacks } = appOf({});
  new Queue(stacks.pack, 'Bare');
  expect(findings(new AwsSolutionsChecks(app), app)).toEqual([
    'AwsSolutions-SQS3: PrivateApiGuardPack/Bare/Resource',
    'AwsSolutions-SQS4: PrivateApiGuardPack/Bare/Resource',
  ]);
});
