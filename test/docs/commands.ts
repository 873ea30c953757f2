/**
 * Every command of the pages, and how it is known to work. A command that stands here and on no page is an error, and so is one that
 * stands on a page and not here; a sentence may name the beginning of a command. How to add one: CONTRIBUTING.md.
 */
import { readFileSync } from 'node:fs';

export type Proof =
  /** Run by a test in this process; what a page shows of its output is compared. */
  | {
      readonly ran: 'here';
      readonly exitCode: 0 | 1 | 2;
      /** Files that the reader has and the project has not, by name. */
      readonly files?: Readonly<Record<string, string>>;
      /** Something that it prints. */
      readonly says?: string;
    }
  /** Run by a test in this process, up to where it asks AWS, which does not answer there. */
  | { readonly ran: 'until AWS is asked' }
  /** A sandbox, started and ended by a test, at a port that is free. */
  | { readonly ran: 'until interrupted'; readonly seed?: { readonly file: string; readonly page: string } }
  /** Sent by a test, in this order, to a sandbox with the example's seed and private-api-guard installed. */
  | {
      readonly ran: 'in the sandbox';
      /** Of a call with curl. */
      readonly status?: number;
      /** What a call with the AWS CLI prints. */
      readonly says?: RegExp;
      /** Arguments that the page leaves to the reader. */
      readonly more?: string;
    }
  /** A script of package.json that `npm test` runs, or that runs the tests. */
  | { readonly ran: 'by npm test' }
  /** Run by a test as a process of its own. */
  | { readonly ran: 'as a process'; readonly says: string }
  /** A script that takes minutes: what it bundles is bundled by a test. */
  | { readonly ran: 'in part' }
  /** Run, or what it runs is run, by the test of that file, which contains `saying`. */
  | { readonly ranBy: string; readonly saying: string }
  /** It needs an AWS account, and the page says so. Where it calls the AWS CLI, `parsedAs` is what the CLI's parser is tried with. */
  | { readonly needs: 'AWS account'; readonly parsedAs?: string };

const aws: Proof = { needs: 'AWS account' };

/** A file that the reader has. */
const orders = readFileSync(new URL('../../docs/examples/orders.json', import.meta.url), 'utf8');

export const commands: Readonly<Record<string, Proof>> = {
  // npm
  'npm ci': { ranBy: '.ci/run', saying: 'npm ci' },
  'npm test': { ranBy: '.ci/run', saying: 'npm test' },
  'npm run demo': { ranBy: 'test/cli/demo.test.ts', saying: "'npm run demo'" },
  'npm run jest -- test/docs/comparison': { ran: 'by npm test' },
  'npm run jest -- test/remediation/fifty': { ran: 'by npm test' },
  'npm run check': { ran: 'by npm test' },
  'npm run arch': { ran: 'by npm test' },
  'npm run jest': { ran: 'by npm test' },
  'npm run build': { ranBy: 'test/support/built.ts', saying: 'scripts.build' },
  'npm run generate': { ranBy: 'test/generated.test.ts', saying: 'generatedFiles' },
  'npm run check:generated': { ran: 'as a process', says: '' },
  'npm run laws': { ranBy: 'test/support/runs.ts', saying: 'LAW_RUNS' },
  'npm run synth': { ranBy: 'test/infra/app.test.ts', saying: 'cdk.json runs what is tested here' },
  'npm run bench': { ran: 'in part' },
  'npm run --silent conformance-pack -- --account-id 111122223333': {
    ran: 'as a process',
    says: 'AWS::Config::RemediationConfiguration',
  },
  'npm run --silent conformance-pack -- --account-id 111122223333 --rule-function own': {
    ran: 'as a process',
    says: 'Fn::ImportValue: PrivateApiGuard-RuleFunctionArn',
  },
  'npm run test:aws': aws,

  // the project's own program
  'private-api-guard check docs/examples/orders.json --trusted-vpce vpce-0a1b2c3d4e5f60718': {
    ran: 'here',
    exitCode: 1,
  },
  'private-api-guard check test/corpus/policies.jsonl --trusted-vpce vpce-0a1b2c3d4e5f60718': {
    ran: 'here',
    exitCode: 1,
    says: '\n347 judged: ',
  },
  'private-api-guard sandbox': { ran: 'until interrupted' },
  'private-api-guard sandbox --installed': { ran: 'until interrupted' },
  'private-api-guard sandbox --seed accounts.yaml --port 4570': {
    ran: 'until interrupted',
    seed: { file: 'accounts.yaml', page: 'account/sandbox/README.md' },
  },

  'private-api-guard check policies/orders.json --trusted-vpce vpce-0a1b2c3d4e5f60718 --format json': {
    ran: 'here',
    exitCode: 1,
    files: { 'policies/orders.json': orders },
    says: '"verdict": "NON_COMPLIANT"',
  },
  'private-api-guard demo': { ranBy: 'test/cli/demo.test.ts', saying: "runCli(['demo'])" },
  'private-api-guard plan --rest-api a1b2c3d4e5 --region eu-west-1 --trusted-vpce vpce-0a1b2c3d4e5f60718': {
    ran: 'until AWS is asked',
  },
  'private-api-guard plan docs/examples/orders.json --trusted-vpce vpce-0a1b2c3d4e5f60718': {
    ran: 'here',
    exitCode: 1,
    says: 'PrivateApiGuardFence',
  },
  'private-api-guard rollback --execution 0f1e2d3c-4b5a-4968-8776-655443322110': { ran: 'until AWS is asked' },
  'private-api-guard rollback --region eu-west-1 --execution 0f1e2d3c-4b5a-4968-8776-655443322110': {
    ran: 'until AWS is asked',
  },
  'private-api-guard rollback --record record.json': {
    ranBy: 'test/cli/rollback.test.ts',
    saying: "'--record'",
  },

  // the sandbox
  'export AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=sandbox AWS_DEFAULT_REGION=eu-west-1': {
    ranBy: 'test/docs/aws-commands.test.ts',
    saying: "startingWith('export').find",
  },
  'export AWS_ENDPOINT_URL=http://127.0.0.1:4567': {
    ranBy: 'test/support/installed.ts',
    saying: 'AWS_ENDPOINT_URL: sandbox.endpoint',
  },
  'aws apigateway get-rest-api': {
    ran: 'in the sandbox',
    more: '--endpoint-url http://127.0.0.1:4567 --rest-api-id 875uk6ylr3',
  },
  'aws --endpoint-url http://127.0.0.1:4567 apigateway get-rest-apis': { ran: 'in the sandbox' },
  'aws --endpoint-url http://127.0.0.1:4567 ec2 describe-vpc-endpoints': { ran: 'in the sandbox' },
  "curl -i http://127.0.0.1:4567/_execute/875uk6ylr3/prod/orders -H 'X-Sandbox-Vpce: vpce-0f9e8d7c6b5a40312' -H 'X-Sandbox-Vpc: vpc-0f9e8d7c6b5a40312' -H 'X-Sandbox-Account: 444455556666'":
    { ran: 'in the sandbox', status: 200 },
  'curl -X POST http://127.0.0.1:4567/_sandbox/faults -d \'{"service":"apigateway","operation":"UpdateRestApi","kind":"throttle","times":2}\'':
    { ran: 'in the sandbox', status: 201 },
  'curl -X DELETE http://127.0.0.1:4567/_sandbox/faults': { ran: 'in the sandbox', status: 200 },
  "aws --endpoint-url http://127.0.0.1:4567 configservice get-compliance-details-by-config-rule --config-rule-name PrivateApiGuard --output text --query 'EvaluationResults[].[EvaluationResultIdentifier.EvaluationResultQualifier.ResourceId,ComplianceType,Annotation]'":
    {
      ran: 'in the sandbox',
      says: /^arn:aws:apigateway:eu-west-1::\/restapis\/875uk6ylr3\tNON_COMPLIANT\tanyone in any VPC /m,
    },
  'aws --endpoint-url http://127.0.0.1:4567 configservice start-remediation-execution --config-rule-name PrivateApiGuard --resource-keys resourceType=AWS::ApiGateway::RestApi,resourceId=arn:aws:apigateway:eu-west-1::/restapis/875uk6ylr3':
    { ran: 'in the sandbox', says: /^$/ },
  "aws --endpoint-url http://127.0.0.1:4567 ssm describe-automation-executions --output text --query 'AutomationExecutionMetadataList[].[AutomationExecutionId,AutomationExecutionStatus]'":
    { ran: 'in the sandbox', says: /^[\da-f-]{36}\t(?:InProgress|Success)$/m },
  'aws --endpoint-url http://127.0.0.1:4567 configservice start-config-rules-evaluation --config-rule-names PrivateApiGuard':
    { ran: 'in the sandbox', says: /^$/ },

  // AWS
  'npx cdk deploy PrivateApiGuard -c trustedVpcEndpointIds=vpce-0a1b2c3d4e5f60718': aws,
  'npx cdk deploy PrivateApiGuard': aws,
  'npx cdk deploy PrivateApiGuardOrganizationPack -c trustedVpcEndpointIds=vpce-0a1b2c3d4e5f60718': aws,
  'npx cdk destroy PrivateApiGuard': aws,
  'npx cdk destroy PrivateApiGuardOrganizationPack': aws,
  'aws organizations enable-aws-service-access --service-principal member.org.stacksets.cloudformation.amazonaws.com':
    aws,
  'aws organizations enable-aws-service-access --service-principal config-multiaccountsetup.amazonaws.com': aws,
  'aws s3 cp cdk.out/PrivateApiGuardMember.template.json s3://BUCKET/': {
    needs: 'AWS account',
    parsedAs: 'aws s3 cp package.json s3://BUCKET/ --dryrun',
  },
  'aws cloudformation create-stack-set --stack-set-name PrivateApiGuard --template-url https://BUCKET.s3.REGION.amazonaws.com/PrivateApiGuardMember.template.json --permission-model SERVICE_MANAGED --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM --parameters ParameterKey=RolesRegion,ParameterValue=eu-west-1':
    aws,
  'aws cloudformation create-stack-instances --stack-set-name PrivateApiGuard --deployment-targets OrganizationalUnitIds=ou-abcd-12345678 --regions eu-west-1 us-east-1 --operation-preferences RegionConcurrencyType=SEQUENTIAL,RegionOrder=eu-west-1,us-east-1,MaxConcurrentPercentage=25':
    aws,
  'aws cloudformation deploy --stack-name PrivateApiGuardMember --template-file cdk.out/PrivateApiGuardMember.template.json --s3-bucket BUCKET --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM':
    aws,
  'aws configservice put-conformance-pack --conformance-pack-name PrivateApiGuardTry --template-body file://try.yaml --conformance-pack-input-parameters ParameterName=TrustedVpcEndpointIds,ParameterValue=vpce-0a1b2c3d4e5f60718':
    {
      needs: 'AWS account',
      parsedAs:
        'aws configservice put-conformance-pack --conformance-pack-name PrivateApiGuardTry --template-body x --conformance-pack-input-parameters ParameterName=TrustedVpcEndpointIds,ParameterValue=vpce-0a1b2c3d4e5f60718',
    },
  'aws configservice describe-conformance-pack-status --conformance-pack-names PrivateApiGuardTry': aws,
  'aws configservice delete-conformance-pack --conformance-pack-name PrivateApiGuardTry': aws,
  'aws cloudformation create-stack-set --stack-set-name PrivateApiGuardPack --template-body file://cdk.out/PrivateApiGuardPack.template.json --permission-model SERVICE_MANAGED --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false':
    {
      needs: 'AWS account',
      parsedAs:
        'aws cloudformation create-stack-set --stack-set-name PrivateApiGuardPack --template-body x --permission-model SERVICE_MANAGED --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false',
    },
  'aws cloudformation create-stack-instances --stack-set-name PrivateApiGuardPack --deployment-targets OrganizationalUnitIds=ou-abcd-12345678 --regions eu-west-1 us-east-1':
    aws,
  'aws configservice describe-config-rule-evaluation-status': aws,
  'aws cloudwatch describe-alarms --alarm-name-prefix PrivateApiGuard --state-value ALARM': {
    needs: 'AWS account',
    // The CLI's own sample of an answer breaks its own limits.
    parsedAs: 'aws cloudwatch describe-alarms',
  },
  'aws configservice put-conformance-pack --conformance-pack-name PrivateApiGuard --template-body file://pack.yaml --conformance-pack-input-parameters ParameterName=RuleFunctionArn,ParameterValue=arn:aws:lambda:eu-west-1:111122223333:function:PrivateApiGuard-Rule ParameterName=TrustedVpcEndpointIds,ParameterValue=vpce-0a1b2c3d4e5f60718':
    {
      needs: 'AWS account',
      parsedAs:
        'aws configservice put-conformance-pack --conformance-pack-name PrivateApiGuard --template-body x --conformance-pack-input-parameters ParameterName=RuleFunctionArn,ParameterValue=arn:aws:lambda:eu-west-1:111122223333:function:PrivateApiGuard-Rule ParameterName=TrustedVpcEndpointIds,ParameterValue=vpce-0a1b2c3d4e5f60718',
    },
  'aws cloudformation update-stack-set --stack-set-name PrivateApiGuard --template-url https://BUCKET.s3.REGION.amazonaws.com/PrivateApiGuardMember.template.json --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM --parameters ParameterKey=RolesRegion,UsePreviousValue=true --operation-preferences RegionConcurrencyType=SEQUENTIAL,RegionOrder=eu-west-1,us-east-1,MaxConcurrentPercentage=25':
    aws,
  'aws cloudformation delete-stack-instances --stack-set-name PrivateApiGuard --deployment-targets OrganizationalUnitIds=ou-abcd-12345678 --regions us-east-1 eu-west-1 --no-retain-stacks --operation-preferences RegionConcurrencyType=SEQUENTIAL,RegionOrder=us-east-1,eu-west-1,MaxConcurrentPercentage=25':
    aws,
  'aws cloudformation delete-stack-set --stack-set-name PrivateApiGuard': aws,
};
