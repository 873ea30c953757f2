/** How an operation fails: as the service says it, or because the sandbox does not model what was asked. */

/** An error that AWS documents. The protocol of the service puts it on the wire. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** The error's code as the service spells it, such as `NotFoundException`. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The connection ends without an answer: nobody can tell whether the operation had its effect. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** The refusal of what the sandbox does not model. @param what names it, such as `CreateStage.cacheClusterEnabled` */
export function notModelled(what: string): ServiceError {
  return new ServiceError('NotModelledBySandbox', 501, `the sandbox does not model ${what}`);
}
