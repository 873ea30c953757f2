/** Lambda on the wire. */
import type { Protocol } from '../http/protocol.ts';
import { restJson, type Route } from '../http/rest-json.ts';
import { service } from './service.ts';

const functions = '/2015-03-31/functions';

export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: `${functions}/{FunctionName}/invocations`,
    operation: 'Invoke',
    query: { Qualifier: 'text' },
    requestHeaders: { InvocationType: 'X-Amz-Invocation-Type', LogType: 'X-Amz-Log-Type' },
    requestPayload: 'Payload',
    answerHeaders: {
      FunctionError: 'X-Amz-Function-Error',
      LogResult: 'X-Amz-Log-Result',
      ExecutedVersion: 'X-Amz-Executed-Version',
    },
    answerPayload: 'Payload',
    answerStatus: 'StatusCode',
  },
  { method: 'GET', path: `${functions}/{FunctionName}`, operation: 'GetFunction', query: { Qualifier: 'text' } },
  { method: 'GET', path: functions, operation: 'ListFunctions', query: { Marker: 'text', MaxItems: 'number' } },
];

export const protocol: Protocol = restJson(service, routes);
