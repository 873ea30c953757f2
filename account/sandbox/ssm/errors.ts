/** How Systems Manager refuses: the codes of its model, always with status 400. */
import { ServiceError } from '../core/errors.ts';

/** @param code such as `InvalidDocument` */
export const refusal = (code: string, message: string): ServiceError => new ServiceError(code, 400, message);

export const invalidContent = (message: string): ServiceError => refusal('InvalidDocumentContent', message);

export const invalidParameters = (message: string): ServiceError =>
  refusal('InvalidAutomationExecutionParametersException', message);
