import { Validations, type App } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { appOf } from './synthesised.ts';

const plain = appOf({});
/** The frameworks ask for what is left to the settings: a key of one's own, somebody who hears alarms. */
const strict = appOf({
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
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
  ['NIST 800-53 R4', ({ app }: typeof plain) => new NIST80053R4Checks(app), strict],
  ['HIPAA Security', ({ app }: typeof plain) => new HIPAASecurityChecks(app), strict],
  ['PCI DSS 3.2.1', ({ app }: typeof plain) => new PCIDSS321Checks(app), strict],
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

const answered = z.record(z.string(), z.string());

test('every answer is a sentence, and stands at the one construct that it is about', () => {
  const answers = strict.app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) =>
          Object.entries(answered.parse(data)).map(([id, reason]) => ({ id, reason, path: node.path })),
        ),
    );
  expect(answers.length).toBeGreaterThan(20);
  expect(answers.filter(({ reason }) => !/^[A-Z].{30,}[^.]\.?$/.test(reason))).toEqual([]);
  expect(answers.filter(({ path }) => !path.includes('/')).map(({ id, path }) => `${path}: ${id}`)).toEqual([
    'PrivateApiGuardMember: CloudFormation-Validate::W1030',
  ]);
});
