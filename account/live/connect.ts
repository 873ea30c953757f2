/**
 * An account as the ports have it, on AWS or on the sandbox. EC2, Systems Manager and STS are loaded when they are first asked, so that a
 * bundler can leave them in files of their own.
 */
import type { Account, Automation, Place, ReadNetwork } from '../ports.ts';
import { changeApis } from './apigateway-change.ts';
import { readApis } from './apigateway-read.ts';
import { compliance } from './config.ts';
import { connection, type Connection, type ConnectionOptions, type Credentials } from './connection.ts';
import { partitionOf } from './partition.ts';
import type { RoleToAssume } from './sts.ts';

export interface ConnectOptions extends ConnectionOptions {
  /** Twelve digits. When left out: that of the role to assume, or what STS says of the credentials. */
  readonly accountId?: string;
  /** All calls are made as this role; the credentials only serve to assume it. */
  readonly assumeRole?: RoleToAssume;
}

/** @throws AccountFault when the account's id has to be asked for and cannot be had */
export async function connect(options: ConnectOptions): Promise<Account> {
  const own = connection(options);
  const role = options.assumeRole;
  const used = role === undefined ? own : connection(options, assuming(own, role));
  const accountId = options.accountId ?? accountOf(role) ?? (await askAccountId(own));
  const place: Place = { partition: partitionOf(options.region), region: options.region, accountId };
  return {
    place,
    ...readApis(used),
    ...changeApis(used),
    ...laterNetwork(used, place),
    compliance: compliance(used),
    automation: laterAutomation(used),
  };
}

function accountOf(role: RoleToAssume | undefined): string | null {
  const [, account] = /^arn:[\w-]+:iam::(\d{12}):role\//.exec(role?.roleArn ?? '') ?? [];
  return account ?? null;
}

async function askAccountId(own: Connection): Promise<string> {
  const { callerAccountId } = await import('./sts.ts');
  return callerAccountId(own);
}

/** A session is taken up anew when it has less than this left. */
const leastLifetime = 5 * 60 * 1000;

/** One session for all clients, taken up anew before it ends. */
function assuming(own: Connection, role: RoleToAssume): () => Promise<Credentials> {
  let current: Promise<Credentials> | null = null;
  const isFresh = ({ expiration }: Credentials): boolean =>
    expiration !== undefined && expiration.getTime() - own.clock.now() > leastLifetime;
  const start = (): Promise<Credentials> => {
    const session = import('./sts.ts').then(({ assumeRole }) => assumeRole(own, role));
    current = session;
    session.catch(() => {
      if (current === session) current = null;
    });
    return session;
  };
  return async () => {
    if (current === null) return start();
    const known = current;
    const credentials = await known;
    if (isFresh(credentials)) return credentials;
    return current === known ? start() : current;
  };
}

/** Made at the first call, and then kept. */
function later<Service>(make: () => Promise<Service>): () => Promise<Service> {
  let made: Promise<Service> | null = null;
  return () => (made ??= make());
}

function laterNetwork(used: Connection, place: Place): ReadNetwork {
  const network = later(async () => (await import('./ec2.ts')).readNetwork(used, place));
  return {
    vpcIds: async () => (await network()).vpcIds(),
    vpcEndpoints: async () => (await network()).vpcEndpoints(),
  };
}

function laterAutomation(used: Connection): Automation {
  const automation = later(async () => (await import('./ssm.ts')).automation(used));
  return {
    execution: async (executionId) => (await automation()).execution(executionId),
  };
}
