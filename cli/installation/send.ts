/** Requests to private APIs, as they come from a VPC endpoint. */
import { exchange } from './http.ts';

export interface Origin {
  readonly vpcEndpointId: string;
  readonly vpcId: string;
  readonly accountId: string;
}

export interface Target {
  readonly restApiId: string;
  readonly stageName: string;
  /** With its leading slash. */
  readonly path: string;
  readonly method?: string;
}

/**
 * @returns the status code. A canary's share of the requests is left aside.
 * @throws Error when no answer comes
 */
export async function send(endpoint: string, from: Origin, to: Target): Promise<number> {
  const { restApiId, stageName, path, method = 'GET' } = to;
  const headers = {
    'X-Sandbox-Vpce': from.vpcEndpointId,
    'X-Sandbox-Vpc': from.vpcId,
    'X-Sandbox-Account': from.accountId,
    'X-Sandbox-Canary': 'false',
  };
  const name = `${method} /${stageName}${path} of ${restApiId}`;
  const url = `${endpoint}/_execute/${restApiId}/${stageName}${path}`;
  return (await exchange({ name, url, method, headers })).status;
}
