/**
 * The protocol AWS JSON 1.1, which AWS Config and Systems Manager speak: the operation is a header, input and answer are JSON.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { notModelled } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import { readBody, writeBody } from './json-body.ts';
import type { HttpAnswer, Protocol } from './protocol.ts';

const answerOf = (status: number, requestId: string, body: string): HttpAnswer => ({
  status,
  headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': requestId },
  body,
});

/** @param target what stands before the operation's name in `X-Amz-Target`, such as `AmazonSSM` */
export function awsJson(service: Service, target: string): Protocol {
  return {
    service,
    speaks: ({ header }) => header('x-amz-target') !== undefined,
    decode: ({ header, body }) => {
      const given = header('x-amz-target') ?? '(none)';
      const operation = given.slice(target.length + 1);
      if (given !== `${target}.${operation}`) throw notModelled(`${service.id} with the header X-Amz-Target: ${given}`);
      return {
        operation,
        input: readBody(body),
        encode: (answer, requestId) => answerOf(200, requestId, writeBody(answer)),
      };
    },
    encodeError: ({ code, status, message }, requestId) =>
      answerOf(status, requestId, JSON.stringify({ __type: code, message })),
  };
}
