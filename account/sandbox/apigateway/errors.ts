/** API Gateway's refusals, in its own words where they are on record. */
import { ServiceError } from '../core/errors.ts';
import type { Region } from '../core/world.ts';

export const badRequest = (message: string): ServiceError => new ServiceError('BadRequestException', 400, message);
export const conflict = (message: string): ServiceError => new ServiceError('ConflictException', 409, message);
export const limitExceeded = (message: string): ServiceError =>
  new ServiceError('LimitExceededException', 429, message);
const notFound = (message: string): ServiceError => new ServiceError('NotFoundException', 404, message);

export const noSuchApi = ({ accountId }: Region, id: string): ServiceError =>
  notFound(`Invalid API identifier specified ${accountId}:${id}`);
export const noSuchResource = (): ServiceError => notFound('Invalid Resource identifier specified');
export const noSuchMethod = (): ServiceError => notFound('Invalid Method identifier specified');
export const noSuchIntegration = (): ServiceError => notFound('Invalid Integration identifier specified');
export const noSuchAuthorizer = (): ServiceError => notFound('Invalid Authorizer identifier specified');
export const noSuchDeployment = (): ServiceError => notFound('Invalid Deployment identifier specified');
export const noSuchStage = (): ServiceError => notFound('Invalid stage identifier specified');
