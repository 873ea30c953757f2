import { restJson } from '../http/rest-json.ts';
import type { Protocol } from '../http/protocol.ts';
import { service } from './service.ts';

export const protocol: Protocol = restJson(service, []);
