/** The endpoint of a REST API: its type and the VPC endpoints that are given DNS names for it. */
import { z } from 'zod';
import type { Region } from '../core/world.ts';
import { badRequest, limitExceeded } from './errors.ts';
import { endpointTypes, type EndpointConfiguration, type EndpointType } from './model.ts';
import { privateApis, quotas } from './state.ts';

export const endpointInput = z.strictObject({
  types: z.array(z.enum(endpointTypes)).optional(),
  ipAddressType: z.enum(['ipv4', 'dualstack']).optional(),
  vpcEndpointIds: z.array(z.string()).optional(),
});

/** @throws ServiceError BadRequestException */
export function endpointFrom(given: z.output<typeof endpointInput> = {}): EndpointConfiguration {
  const [type, ...more] = given.types ?? ['EDGE'];
  if (type === undefined) throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  if (more.length > 0) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  const ipAddressType = given.ipAddressType ?? (type === 'PRIVATE' ? 'dualstack' : 'ipv4');
  return checkedEndpoint({ type, ipAddressType, vpcEndpointIds: given.vpcEndpointIds ?? [] });
}

/**
 * The ids need only look right: whether the account has such endpoints is not checked.
 * @throws ServiceError BadRequestException
 */
export function checkedEndpoint(endpoint: EndpointConfiguration): EndpointConfiguration {
  const { type, ipAddressType, vpcEndpointIds } = endpoint;
  if (type === 'PRIVATE' && ipAddressType !== 'dualstack')
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  if (type !== 'PRIVATE' && vpcEndpointIds.length > 0)
    throw badRequest('VPCEndpoints can only be specified with PRIVATE apis.');
  const odd = vpcEndpointIds.find((id) => !/^vpce-[0-9a-z]+$/.test(id));
  if (odd !== undefined) throw badRequest(`Invalid VPC Endpoint ID specified: ${odd}`);
  return endpoint;
}

/**
 * From one type to another, as far as AWS lets it: a private API cannot become edge-optimized.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-api-migration.html
 * @throws ServiceError BadRequestException
 */
export function migrate(endpoint: EndpointConfiguration, wanted: string): EndpointConfiguration {
  const type = endpointTypes.find((known) => known === wanted);
  if (type === undefined) throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  if (endpoint.type === 'PRIVATE' && type === 'EDGE') throw badRequest('Cannot change a PRIVATE API to an EDGE API');
  return checkedEndpoint({
    ...endpoint,
    type,
    ipAddressType: type === 'PRIVATE' ? 'dualstack' : endpoint.ipAddressType,
  });
}

/** @throws ServiceError LimitExceededException when one more private API is one too many; the code and the words are assumed */
export function checkPrivateQuota(region: Region, before: EndpointType | null, after: EndpointType): void {
  if (after !== 'PRIVATE' || before === 'PRIVATE') return;
  if (privateApis(region) >= quotas(region).privateApis)
    throw limitExceeded('Maximum number of APIs has been reached.  Please contact AWS if you need additional APIs.');
}
