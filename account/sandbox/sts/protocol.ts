/** STS on the wire. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
import type { Protocol } from '../http/protocol.ts';
import { queryProtocol } from '../http/query.ts';
import { service } from './service.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

export const protocol: Protocol = queryProtocol({
  service,
  item: 'member',
  envelope: (operation, members, requestId) => ({
    [`${operation}Response`]: {
      '@_xmlns': namespace,
      [`${operation}Result`]: members,
      ResponseMetadata: { RequestId: requestId },
    },
  }),
  errorEnvelope: ({ code, status, message }, requestId) => ({
    ErrorResponse: {
      '@_xmlns': namespace,
      Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
      RequestId: requestId,
    },
  }),
});
