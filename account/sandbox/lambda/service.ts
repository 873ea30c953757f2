/** AWS Lambda, as far as invoking functions goes. https://docs.aws.amazon.com/lambda/latest/api/ */
import { z } from 'zod';
import { ServiceError } from '../core/errors.ts';
import { operation, type Service } from '../core/operation.ts';
import type { OutputRecord } from '../core/values.ts';
import type { Region } from '../core/world.ts';
import { functionArn, memorySize, type FunctionDefinition } from './definition.ts';
import { findFunction, functionsOf } from './functions.ts';
import { invoke } from './invoke.ts';

const largestPage = 50;

const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterValueException', 400, message);

export const service: Service = {
  id: 'lambda',
  operations: {
    Invoke: invoke,
    GetFunction: operation(
      z.strictObject({ FunctionName: z.string(), Qualifier: z.string().optional() }),
      ({ FunctionName, Qualifier }, { region }) => {
        const { definition, home } = findFunction(region, FunctionName, Qualifier);
        return { Configuration: configurationOf(definition, home) };
      },
    ),
    ListFunctions: operation(
      z.strictObject({ Marker: z.string().regex(/^\d+$/).optional(), MaxItems: z.number().int().min(1).optional() }),
      ({ Marker = '0', MaxItems = largestPage }, { region }) => {
        const all = functionsOf(region);
        const end = Number(Marker) + Math.min(MaxItems, largestPage);
        const page = all.slice(Number(Marker), end);
        return {
          Functions: page.map((definition) => configurationOf(definition, region)),
          NextMarker: end < all.length ? String(end) : undefined,
        };
      },
    ),
  },
  invalidInput: invalidParameter,
  throttled: () => new ServiceError('TooManyRequestsException', 429, 'Rate Exceeded.'),
  denied: (action, { arn }) =>
    new ServiceError('AccessDeniedException', 403, `User: ${arn} is not authorized to perform: ${action}`),
  internalError: () => new ServiceError('ServiceException', 500, 'An internal error has occurred'),
};

const configurationOf = ({ name, timeout }: FunctionDefinition, home: Region): OutputRecord => ({
  FunctionName: name,
  FunctionArn: functionArn(home, name),
  Runtime: 'nodejs22.x',
  Timeout: timeout,
  MemorySize: memorySize,
  Version: '$LATEST',
  State: 'Active',
  PackageType: 'Zip',
});
