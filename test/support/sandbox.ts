/** A sandbox for one test, on a clock that the test moves, with real SDK clients that speak to it. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Sandbox } from '../../account/sandbox/sandbox.ts';
import { clientOptions } from './bare-sandbox.ts';

export { homeAccount, homeRegion, startTestSandbox, type TestSandbox } from './bare-sandbox.ts';

export interface Clients {
  readonly apigateway: APIGatewayClient;
  readonly config: ConfigServiceClient;
  readonly ssm: SSMClient;
  readonly ec2: EC2Client;
  readonly sts: STSClient;
  readonly lambda: LambdaClient;
}

/** Clients that try once: a test sees the first answer. */
export function clientsOf(sandbox: Pick<Sandbox, 'endpoint'>, accountId?: string, region?: string): Clients {
  const options = clientOptions(sandbox, accountId, region);
  return {
    apigateway: new APIGatewayClient(options),
    config: new ConfigServiceClient(options),
    ssm: new SSMClient(options),
    ec2: new EC2Client(options),
    sts: new STSClient(options),
    lambda: new LambdaClient(options),
  };
}
