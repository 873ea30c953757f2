/** Systems Manager on the wire. */
import { awsJson } from '../http/aws-json.ts';
import type { Protocol } from '../http/protocol.ts';
import { service } from './service.ts';

export const protocol: Protocol = awsJson(service, 'AmazonSSM');
