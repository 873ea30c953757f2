/** What AWS Config refuses, and how. The words are AWS's own where they are known; the codes are those of its model. All are HTTP 400. */
import { ServiceError } from '../core/errors.ts';

const refusal =
  (code: string) =>
  (message: string): ServiceError =>
    new ServiceError(code, 400, message);

export const invalidParameterValue = refusal('InvalidParameterValueException');
export const validation = refusal('ValidationException');
export const resourceInUse = refusal('ResourceInUseException');
export const limitExceeded = refusal('LimitExceededException');
export const insufficientPermissions = refusal('InsufficientPermissionsException');
export const invalidRecordingGroup = refusal('InvalidRecordingGroupException');
export const organizationAccessDenied = refusal('OrganizationAccessDeniedException');

export const noSuchConfigRule = (name: string): ServiceError =>
  refusal('NoSuchConfigRuleException')(
    `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name`,
  );

export const invalidNextToken = (): ServiceError =>
  refusal('InvalidNextTokenException')('The nextToken provided is invalid');

export const invalidResultToken = (): ServiceError =>
  refusal('InvalidResultTokenException')('The resultToken provided is invalid');

export const noSuchConfigurationRecorder = (name: string): ServiceError =>
  refusal('NoSuchConfigurationRecorderException')(
    `Cannot find configuration recorder with the specified name '${name}'.`,
  );

export const noAvailableConfigurationRecorder = (): ServiceError =>
  refusal('NoAvailableConfigurationRecorderException')(
    'There are no customer managed configuration recorders available to record your resources.',
  );

/** Rules and remediations of a conformance pack belong to AWS Config itself. */
export const ownedByService = (): ServiceError =>
  refusal('AccessDeniedException')(
    'An AWS service owns ServiceLinkedConfigRule. You do not have permissions to take action on this rule.',
  );

/** Any other error of the model. @param code such as `NoSuchConformancePackException` */
export const configError = (code: string, message: string): ServiceError => refusal(code)(message);
