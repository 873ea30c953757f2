/**
 * private-api-guard in the served accounts: in, its home and what was seeded; out, what the welcome tells of it. Loaded when it is wanted,
 * with the AWS SDK that its functions speak through.
 */
import { restApiArn } from '../../account/sandbox/apigateway/state.ts';
import type { Sandbox } from '../../account/sandbox/sandbox.ts';
import type { SeededApi } from '../../account/sandbox/seed/rest-api.ts';
import type { LoggedFailure } from '../installation/functions.ts';
import { install } from '../installation/install.ts';
import { send, type Origin } from '../installation/send.ts';
import { plain } from '../output/plain.ts';
import type { Home } from './home.ts';
import { isAt, listed } from './place.ts';

export interface OpenApi extends SeededApi {
  /** As the rule reports it. */
  readonly arn: string;
}

export interface Installed extends Home {
  /** The first of the listed APIs that lets in whoever comes; null: none does. */
  readonly open: OpenApi | null;
}

/** @param warn is told what the functions fail at, as long as the sandbox is served */
export async function installIn(
  sandbox: Sandbox,
  home: Home,
  apis: readonly SeededApi[],
  warn: (text: string) => void,
): Promise<Installed> {
  const { world, endpoint } = sandbox;
  const failed = ({ functionName, during, message }: LoggedFailure): void => {
    if (!world.closed.aborted) warn(`warning: ${plain(`${functionName}, ${during}: ${message}`)}\n`);
  };
  await install(sandbox, { ...home, sessionName: 'sandbox', log: { evaluated: () => undefined, failed } });
  const open = await firstOpen(endpoint, apis.filter(isAt(home)).slice(0, listed));
  if (open === undefined) return { ...home, open: null };
  return { ...home, open: { ...open, arn: restApiArn(world.region(home.accountId, home.region), open.restApiId) } };
}

/** Comes from a VPC that nobody knows, and signs nothing. */
const nobody: Origin = {
  vpcEndpointId: 'vpce-0ffffffffffffffff',
  vpcId: 'vpc-0ffffffffffffffff',
  accountId: '000000000000',
};

async function firstOpen(endpoint: string, apis: readonly SeededApi[]): Promise<SeededApi | undefined> {
  for (const api of apis.filter(({ endpointType }) => endpointType === 'PRIVATE'))
    for (const { stageName, path } of api.stages)
      if ((await send(endpoint, nobody, { restApiId: api.restApiId, stageName, path })) === 200) return api;
  return undefined;
}
