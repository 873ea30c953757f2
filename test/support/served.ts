/** `sandbox --installed` in this process, with clients that speak to it. */
import example from '../../account/sandbox/seed/example.json' with { type: 'json' };
import { clientsOf, homeAccount, type Clients } from './sandbox.ts';
import { endpointIn, startCli, type Ran } from './terminal.ts';

const { restApis, ...network } = example.accounts[homeAccount].regions['eu-west-1'];

/** What the example has in the home account and Region beside its APIs: AWS Config, a VPC, a VPC endpoint. */
export { network };

/** An account of a seed with these APIs of the example. */
export const accountWith = (names: readonly string[], region: object = network): object => ({
  regions: { 'eu-west-1': { ...region, restApis: restApis.filter(({ name }) => names.includes(name)) } },
});

/** A seed of the home account with these APIs of the example. */
export const seedOf = (names: readonly string[], region?: object): string =>
  JSON.stringify({ accounts: { [homeAccount]: accountWith(names, region) } });

export interface Served extends Clients {
  readonly endpoint: string;
  readonly printed: string;
  /** Ctrl-C. */
  readonly end: () => Promise<Ran>;
}

export async function serveInstalled(seed: string, ...more: readonly string[]): Promise<Served> {
  const command = startCli(['sandbox', '--installed', '--port', '0', '--seed', '-', ...more], { '-': seed });
  const printed = await command.printed;
  const endpoint = endpointIn(printed);
  const end = (): Promise<Ran> => {
    command.interrupt();
    return command.done;
  };
  return { endpoint, printed, end, ...clientsOf({ endpoint }) };
}
