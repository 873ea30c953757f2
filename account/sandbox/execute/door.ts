/**
 * The data plane over HTTP: `/_execute/{restApiId}/{stage}/{path…}`, with any method. Headers tell what a network would know:
 *
 * | header | |
 * | --- | --- |
 * | `X-Sandbox-Vpce`, `X-Sandbox-Vpc` | the endpoint that carries the request, and its VPC |
 * | `X-Sandbox-Account` | the endpoint's account: it makes no difference; optional |
 * | `X-Sandbox-Source-Ip` | the caller's address inside the VPC; optional |
 * | `X-Sandbox-Region`, `X-Sandbox-Owner-Account` | where the endpoint lies, and whose the API is; optional |
 * | `X-Sandbox-Principal` | who signed the request, an ARN; left out: nobody |
 * | `X-Sandbox-Identity` | `allow`, `deny` or `silent`: what the signer's own policies say |
 * | `X-Sandbox-Authorizer` | the same of the method's authorizer; left out: the request carries no token |
 * | `X-Sandbox-Canary` | `true` or `false`: which side of a canary; left out: by turns |
 */
import { z } from 'zod';
import type { HttpAnswer, HttpRequest } from '../http/protocol.ts';
import type { SideDoor } from '../http/server.ts';
import { invoke, type Invocation } from './invoke.ts';

const word = z.enum(['allow', 'deny', 'silent']).optional();

const headers = z.object({
  vpce: z.string(),
  vpc: z.string(),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  'source-ip': z.union([z.ipv4(), z.ipv6()]).optional(),
  region: z.string().optional(),
  'owner-account': z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  principal: z.string().startsWith('arn:').optional(),
  identity: word,
  authorizer: word,
  canary: z.enum(['true', 'false']).optional(),
});
type Headers = z.output<typeof headers>;

type Target = Pick<Invocation, 'restApiId' | 'stage' | 'httpMethod' | 'path'>;

const pathPattern = /^\/_execute\/([^/]+)\/([^/]+)(\/.*)?$/;

export const door: SideDoor = (request, world) => {
  const [, restApiId, stage, path = '/'] = pathPattern.exec(request.path) ?? [];
  if (restApiId === undefined || stage === undefined) return Promise.resolve(null);
  const read = headers.safeParse(given(request));
  if (!read.success) return Promise.resolve(answer(400, 'BadRequest', JSON.stringify({ message: told(read.error) })));
  const target: Target = { restApiId, stage, httpMethod: request.method, path };
  const { status, errorType, body } = invoke(world, { ...target, ...invocationOf(read.data) });
  return Promise.resolve(answer(status, errorType, body));
};

function given({ header }: HttpRequest): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(headers.shape).map((name) => [name, header(`x-sandbox-${name}`)]));
}

function told(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `header X-Sandbox-${path.join('.')}: ${message}`).join('; ');
}

function invocationOf(read: Headers): Omit<Invocation, keyof Target> {
  const { vpce, vpc, account = '', principal, canary, ...words } = read;
  return {
    from: { vpcEndpointId: vpce, vpcId: vpc, accountId: account, sourceIp: read['source-ip'] },
    principalArn: principal,
    identity: words.identity,
    authorizer: words.authorizer,
    region: words.region,
    ownerAccountId: words['owner-account'],
    canary: canary === undefined ? undefined : canary === 'true',
  };
}

function answer(status: number, errorType: string | null, body: string): HttpAnswer {
  const error = errorType === null ? {} : { 'x-amzn-ErrorType': errorType };
  return { status, headers: { 'Content-Type': 'application/json', ...error }, body };
}
