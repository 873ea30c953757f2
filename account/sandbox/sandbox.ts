/** The whole sandbox: AWS accounts in one process, on one port of the loopback interface. */
import { protocol as apigateway } from './apigateway/protocol.ts';
import { protocol as config } from './config/protocol.ts';
import { dispatch } from './core/dispatch.ts';
import { machineClock, type Clock } from './core/clock.ts';
import type { PolicyJudge } from './core/judge.ts';
import { World, type Caller } from './core/world.ts';
import { protocol as ec2 } from './ec2/protocol.ts';
import { door } from './execute/door.ts';
import type { Protocol } from './http/protocol.ts';
import { ownDoor } from './http/own-door.ts';
import { listen, type SideDoor } from './http/server.ts';
import { protocol as lambda } from './lambda/protocol.ts';
import { protocol as ssm } from './ssm/protocol.ts';
import { protocol as sts } from './sts/protocol.ts';

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

/** All services. */
export const protocols: readonly Protocol[] = [apigateway, config, ssm, ec2, sts, lambda];

const own = ownDoor(protocols.map(({ service }) => service));

/** The data plane, and what concerns the sandbox itself. */
const sideDoor: SideDoor = async (request, world) => (await door(request, world)) ?? own(request, world);

/** Runs until it is closed. */
export async function startSandbox({ judge, clock = machineClock, port = 0 }: SandboxOptions): Promise<Sandbox> {
  const world = new World({ clock, judge, caller });
  const server = await listen({ world, protocols, port, sideDoor });
  const close = (): Promise<void> => {
    world.close();
    return server.close();
  };
  return { world, ...server, close };
}

function caller(world: World): Caller {
  return ({ service: id, operation, input, principal, region, unlimited = false }) => {
    const found = protocols.find(({ service }) => service.id === id);
    if (found === undefined) throw new Error(`the sandbox has no service ${id}`);
    return dispatch({ service: found.service, operation, input }, { world, principal, region, unlimited });
  };
}
