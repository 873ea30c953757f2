/** A sandbox for one test, on a clock that the test moves, with real SDK clients that speak to it. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { VirtualClock } from '../../account/sandbox/core/clock.ts';
import { startSandbox, type Sandbox } from '../../account/sandbox/sandbox.ts';
import { judge } from '../../cli/sandbox/judge.ts';

export interface TestSandbox extends Sandbox {
  readonly clock: VirtualClock;
}

export async function startTestSandbox(): Promise<TestSandbox> {
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  return { clock, ...(await startSandbox({ judge, clock })) };
}

export interface Clients {
  readonly apigateway: APIGatewayClient;
  readonly config: ConfigServiceClient;
  readonly ssm: SSMClient;
  readonly ec2: EC2Client;
  readonly sts: STSClient;
  readonly lambda: LambdaClient;
}

export const homeAccount = '111122223333';
export const homeRegion = 'eu-west-1';

/** Clients that try once: a test sees the first answer. */
export function clientsOf({ endpoint }: Sandbox, accountId = homeAccount, region = homeRegion): Clients {
  const options = {
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'sandbox' },
    maxAttempts: 1,
  };
  return {
    apigateway: new APIGatewayClient(options),
    config: new ConfigServiceClient(options),
    ssm: new SSMClient(options),
    ec2: new EC2Client(options),
    sts: new STSClient(options),
    lambda: new LambdaClient(options),
  };
}
