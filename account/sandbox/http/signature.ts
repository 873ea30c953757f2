/** Who signed a request, for which Region and service: read from the signature's scope, never verified. */
import { ServiceError } from '../core/errors.ts';

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name, such as `apigateway`. */
  readonly service: string;
}

const credential = /\bCredential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/;

/**
 * @param authorization the header of that name (Signature Version 4)
 * @throws ServiceError when there is no scope to read
 */
export function scopeOf(authorization: string | undefined): Scope {
  const [, accessKeyId, region, service] = credential.exec(authorization ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined)
    throw new ServiceError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
  return { accessKeyId, region, service };
}
