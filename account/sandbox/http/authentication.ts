/** Who calls, and where: from the scope of the signature. Refusals are worded as each service words them. */
import { ServiceError } from '../core/errors.ts';
import type { Context, Service } from '../core/operation.ts';
import type { ServiceId } from '../core/principal.ts';
import { partitionOf, type World } from '../core/world.ts';
import type { Scope } from './signature.ts';

interface Refusals {
  /** The code for an access key id that nobody has. */
  readonly unknown: readonly [code: string, status: number];
  /** The code for temporary credentials whose time is over. */
  readonly expired: readonly [code: string, status: number];
}

const json: Refusals = { unknown: ['UnrecognizedClientException', 403], expired: ['ExpiredTokenException', 403] };
const json11: Refusals = { unknown: ['UnrecognizedClientException', 400], expired: ['ExpiredTokenException', 400] };

const refusals: Readonly<Record<ServiceId, Refusals>> = {
  apigateway: json,
  lambda: json,
  config: json11,
  ssm: json11,
  ec2: { unknown: ['AuthFailure', 401], expired: ['RequestExpired', 400] },
  sts: { unknown: ['InvalidClientTokenId', 403], expired: ['ExpiredToken', 403] },
};

/**
 * @throws ServiceError when the access key id is nobody's, or its time is over
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function contextOf({ accessKeyId, region }: Scope, world: World, { id }: Service): Context {
  const { unknown, expired } = refusals[id];
  const principal = world.credentials.principal(accessKeyId, partitionOf(region));
  if (principal === null)
    throw new ServiceError(
      ...unknown,
      `The security token included in the request is invalid: the sandbox takes an account's twelve digits as access key id, not ${accessKeyId}`,
    );
  if (world.credentials.isExpired(accessKeyId, world.clock.now()))
    throw new ServiceError(...expired, 'The security token included in the request is expired');
  return { world, principal, region: world.region(principal.accountId, region) };
}
