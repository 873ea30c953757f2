/** The contract, held by AWS: `npm run test:aws`. Creates one API and, for moments, one SSM document, and removes them. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { contract } from './contract.ts';
import { leftovers } from './subject.ts';

const options = { maxAttempts: 10, retryMode: 'adaptive' } as const;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

contract({
  suffix: new Date().toISOString().replaceAll(/\D/g, ''),
  open: async () => {
    const apigateway = new APIGatewayClient(options);
    return {
      clients: {
        apigateway,
        config: new ConfigServiceClient(options),
        ssm: new SSMClient(options),
        ec2: new EC2Client(options),
        sts: new STSClient(options),
        lambda: new LambdaClient(options),
      },
      impatient: new APIGatewayClient({ maxAttempts: 1 }),
      region: await apigateway.config.region(),
      rest,
    };
  },
  before: async (account) => {
    for (const name of await leftovers(account)) say(`an earlier run left the API ${name}: please delete it`);
  },
  close: () => Promise.resolve(),
  pause: () => rest(1000),
  inconclusive: ({ fact, sentence }, reason) => {
    say(`${fact} ${sentence}: not checked, because ${reason}`);
  },
  observed: ({ fact, sentence, inSandbox }, answer) => {
    say(
      `${fact} ${sentence}: ${answer}${answer === inSandbox ? ', as in the sandbox' : `, in the sandbox ${inSandbox}`}`,
    );
  },
});
