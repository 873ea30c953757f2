/**
 * The consoles of AWS Config and of Systems Manager, as far as somebody clicks in them here: the same calls over the same HTTP endpoints.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { exchange } from './http.ts';

const targets = { config: 'StarlingDoveService', ssm: 'AmazonSSM' } as const;

/**
 * One call that a console makes for the person in front of it.
 * @param operation such as `PutConfigRule`
 * @returns the answer's JSON
 * @throws Error when the service refuses, with its code and message, and when it does not answer
 */
export type ConsoleCall = (service: keyof typeof targets, operation: string, input: object) => Promise<unknown>;

export interface Session {
  /** Such as `http://127.0.0.1:4567`. */
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Any date and any signature will do: the sandbox reads the scope alone, which says whose call it is, where and to which service, and
 * verifies nothing (account/sandbox/http/signature.ts). Twelve digits in place of an access key id are that account's root.
 */
const signed = (scope: string): string => `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;

export const consoleOf =
  ({ endpoint, accountId, region }: Session): ConsoleCall =>
  async (service, operation, input) => {
    const name = `${service}:${operation}`;
    const headers = {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `${targets[service]}.${operation}`,
      Authorization: signed(`${accountId}/20260301/${region}/${service}/aws4_request`),
    };
    const asked = { name, url: endpoint, method: 'POST', headers, body: JSON.stringify(input) };
    const { status, body } = await exchange(asked);
    if (status !== 200) throw new Error(`${name}: ${body}`);
    const answer: unknown = JSON.parse(body);
    return answer;
  };
