/** The contract, held by the sandbox. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { expect } from '@jest/globals';
import { switchOn } from '../../support/config.ts';
import { clientsOf, homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { contract } from './contract.ts';

let sandbox: TestSandbox | null = null;

contract({
  suffix: 'sandbox',
  open: async () => {
    const started = await startTestSandbox();
    sandbox = started;
    return {
      clients: clientsOf(started),
      impatient: new APIGatewayClient({
        endpoint: started.endpoint,
        region: homeRegion,
        credentials: { accessKeyId: homeAccount, secretAccessKey: 'sandbox' },
        maxAttempts: 1,
      }),
      region: homeRegion,
      rest: (milliseconds) => started.clock.advance(milliseconds),
    };
  },
  before: ({ clients }) => switchOn(clients.config),
  close: async () => {
    await sandbox?.close();
  },
  // All that API Gateway takes in a burst is free again.
  pause: ({ rest }) => rest(10_000),
  inconclusive: ({ sentence }, reason) => {
    throw new Error(`the sandbox has to be able to show that ${sentence}: ${reason}`);
  },
  observed: ({ inSandbox }, answer) => {
    expect(answer).toBe(inSandbox);
  },
});
