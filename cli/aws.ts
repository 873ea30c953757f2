/**
 * How commands reach an AWS account. Handed in as the terminal is, so that they can be tried on the sandbox and its clock. What AWS answers
 * instead of what was asked becomes a refusal of the command, which names the call and what to do.
 */
import { AccountFault, type Account, type Clock } from '../account/ports.ts';
import { machineClock } from '../account/live/retries.ts';
import { readRegion } from './input/network.ts';
import { UsageError } from './usage-error.ts';

export interface Aws {
  /** The Region that the environment names; null: none. */
  readonly region: () => string | null;
  /** What waiting is done on. */
  readonly clock: Clock;
  /**
   * The account of the credentials at hand.
   * @throws AccountFault
   */
  readonly connect: (region: string) => Promise<Account>;
}

/** Credentials as the SDK finds them; `AWS_ENDPOINT_URL` leads to the sandbox. The SDK is loaded when it is needed: it takes its time. */
export const awsOfEnvironment: Aws = {
  region: () => [process.env['AWS_REGION'], process.env['AWS_DEFAULT_REGION']].find(isGiven) ?? null,
  clock: machineClock,
  connect: async (region) => {
    muteVersionWarning();
    return (await import('../account/live/connect.ts')).connect({ region });
  },
};

/** The SDK warns of versions of Node.js that its own future versions will not run on: no part of what a command says. */
export function muteVersionWarning(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}

const isGiven = (text: string | undefined): boolean => text !== undefined && text !== '';

/**
 * @param option of `--region`
 * @param implied the Region of what the command is about, such as of an ARN
 * @throws UsageError when there is none, or when the two differ
 */
export function regionFor({ region }: Aws, option: string | undefined, implied: string | null): string {
  if (option !== undefined && implied !== null && option !== implied)
    throw new UsageError(`--region: \`${option}\` is not the Region of what is asked for, which is \`${implied}\``);
  if (implied !== null) return readRegion(implied, 'the Region of what is asked for');
  if (option !== undefined) return readRegion(option);
  const usual = region();
  if (usual !== null) return readRegion(usual, 'AWS_REGION');
  throw new UsageError(
    'no Region: name it with --region, or set AWS_REGION (the Region of a profile is not looked up)',
  );
}

/** @throws UsageError in place of an AccountFault */
export async function asking<Answer>(region: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AccountFault)) throw error;
    throw new UsageError(`${error.message}\n  what to do: ${adviceOn(error, region)}`);
  }
}

function adviceOn({ reason, code }: AccountFault, region: string): string {
  if (code === 'CredentialsProviderError')
    return 'give AWS credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
  if (code === 'EndpointError')
    return 'an endpoint of your own (AWS_ENDPOINT_URL, in a profile endpoint_url) goes with neither FIPS nor dual-stack: unset it, or AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT (in a profile use_fips_endpoint and use_dualstack_endpoint)';
  switch (reason) {
    case 'denied':
      return 'use credentials that may make this call, or allow it to these';
    case 'not-found':
      return `check the id, the account of the credentials, and the Region, which is ${region}`;
    case 'throttled':
      return 'try again in a minute: other calls of the account come first';
    case 'conflict':
      return 'try again: something else is changing it';
    case 'refused':
      return 'check the options: AWS does not take what they ask for';
    case 'unavailable':
      return 'try again; when that does not help, check the network, and AWS_ENDPOINT_URL if it is set';
  }
}
