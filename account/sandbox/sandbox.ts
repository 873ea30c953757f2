/** The whole sandbox: AWS accounts in one process, on one port of the loopback interface. */
import { protocol as apigateway } from './apigateway/protocol.ts';
import { protocol as config } from './config/protocol.ts';
import { dispatch } from './core/dispatch.ts';
import { machineClock, type Clock } from './core/clock.ts';
import type { PolicyJudge } from './core/judge.ts';
import { World, type Caller } from './core/world.ts';
import { listen } from './http/server.ts';
import { protocol as ssm } from './ssm/protocol.ts';

export interface SandboxOptions {
  /** What the data plane asks about policies. */
  readonly judge: PolicyJudge;
  /** The machine's, when left out. */
  readonly clock?: Clock;
  /** Any that is free, when left out. */
  readonly port?: number;
}

export interface Sandbox {
  /** Such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  readonly world: World;
  readonly close: () => Promise<void>;
}

const protocols = [apigateway, config, ssm];

/** Runs until it is closed. */
export async function startSandbox({ judge, clock = machineClock, port = 0 }: SandboxOptions): Promise<Sandbox> {
  const world = new World({ clock, judge, caller });
  const server = await listen({ world, protocols, port, sideDoor: () => Promise.resolve(null) });
  return { world, ...server };
}

function caller(world: World): Caller {
  return ({ service: id, operation, input, principal, region }) => {
    const found = protocols.find(({ service }) => service.id === id);
    if (found === undefined) throw new Error(`the sandbox has no service ${id}`);
    return dispatch({ service: found.service, operation, input }, { world, principal, region });
  };
}
