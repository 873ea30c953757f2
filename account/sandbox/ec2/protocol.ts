/** EC2 on the wire. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html */
import type { Protocol } from '../http/protocol.ts';
import { queryProtocol } from '../http/query.ts';
import { service } from './service.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** Lists that are called something else than their member in an answer. */
const sets: ReadonlyMap<string, string> = new Map([
  ['Vpcs', 'vpcSet'],
  ['VpcEndpoints', 'vpcEndpointSet'],
  ['Tags', 'tagSet'],
]);

export const protocol: Protocol = queryProtocol({
  service,
  // In a request a list is called by the name of one item: `VpcId.1` is the first of the VpcIds.
  memberOf: (wireName, isList) => (isList ? `${wireName}s` : wireName),
  wireNameOf: (member) => sets.get(member) ?? `${member.slice(0, 1).toLowerCase()}${member.slice(1)}`,
  item: 'item',
  envelope: (operation, members, requestId) => ({
    [`${operation}Response`]: { '@_xmlns': namespace, requestId, ...members },
  }),
  errorEnvelope: ({ code, message }, requestId) => ({
    Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId },
  }),
});
