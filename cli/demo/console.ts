/**
 * The consoles of AWS Config and of Systems Manager, as far as the demo clicks in them: the same calls over the same HTTP endpoints.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */

const targets = { config: 'StarlingDoveService', ssm: 'AmazonSSM' } as const;

/**
 * @param operation such as `PutConfigRule`
 * @returns the answer's JSON
 * @throws Error when the service refuses, with its code and message
 */
export type Console = (service: keyof typeof targets, operation: string, input: object) => Promise<unknown>;

export interface Session {
  /** Such as `http://127.0.0.1:4567`. */
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
}

export const consoleOf =
  ({ endpoint, accountId, region }: Session): Console =>
  async (service, operation, input) => {
    const scope = `${accountId}/20260301/${region}/${service}/aws4_request`;
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `${targets[service]}.${operation}`,
        Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${service}:${operation}: ${await response.text()}`);
    return response.json();
  };
