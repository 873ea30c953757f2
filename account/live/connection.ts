/** What all clients of one account share: place, credentials, how they try again, how long they wait for an answer. */
import type { APIGatewayClientConfig } from '@aws-sdk/client-api-gateway';
import type { Clock } from '../ports.ts';
import { machineClock, onClock, type RetryOptions } from './retries.ts';

/** As the SDK takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface ConnectionOptions {
  /** Such as `eu-west-1`. */
  readonly region: string;
  /**
   * Another address than AWS's, such as the sandbox's `http://127.0.0.1:4566`; for all services. What the environment or a profile says of
   * FIPS and dual-stack endpoints, which are AWS's own, is left aside then: the SDK refuses them together.
   */
  readonly endpoint?: string;
  /** The SDK's own chain (environment, profile, role) when left out. */
  readonly credentials?: Credentials;
  /** How often a call is tried, the first attempt included; 10 when left out. */
  readonly maxAttempts?: number;
  /** The machine's when left out. Retries wait on it; with another one they are not adaptive. */
  readonly clock?: Clock;
}

type Options = Pick<
  APIGatewayClientConfig,
  | 'region'
  | 'endpoint'
  | 'useFipsEndpoint'
  | 'useDualstackEndpoint'
  | 'credentials'
  | 'requestHandler'
  | 'customUserAgent'
>;

/** Options of any client. */
export type ClientOptions = Options & RetryOptions;

export interface Connection {
  readonly clock: Clock;
  /** For calls that may be repeated without harm. */
  readonly repeatable: ClientOptions;
  /** For calls that may have had their effect when no answer comes, and must then not be repeated. */
  readonly once: ClientOptions;
}

/** A call to a control plane that takes longer will not be answered. */
const requestHandler = { connectionTimeout: 3000, requestTimeout: 30_000, throwOnRequestTimeout: true } as const;

/** @param credentials in place of those of the options */
export function connection(options: ConnectionOptions, credentials?: () => Promise<Credentials>): Connection {
  const { region, endpoint, maxAttempts = 10, clock = machineClock } = options;
  const chosen = credentials ?? options.credentials;
  const shared: Options = {
    region,
    requestHandler,
    customUserAgent: 'private-api-guard',
    ...(endpoint === undefined ? {} : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
    ...(chosen === undefined ? {} : { credentials: chosen }),
  };
  const adaptive: RetryOptions = { maxAttempts, retryMode: 'adaptive' };
  return {
    clock,
    repeatable: { ...shared, ...(clock === machineClock ? adaptive : onClock(clock, maxAttempts, 'failed')) },
    once: { ...shared, ...onClock(clock, maxAttempts, 'throttled') },
  };
}
