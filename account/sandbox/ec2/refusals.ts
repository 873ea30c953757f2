/** EC2's errors, as EC2 words them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
import { ServiceError } from '../core/errors.ts';

const clientError = (code: string, message: string): ServiceError => new ServiceError(code, 400, message);

export const invalidParameter = (message: string): ServiceError => clientError('InvalidParameterValue', message);

export const invalidCombination = (idsMember: string): ServiceError =>
  clientError('InvalidParameterCombination', `The parameter ${idsMember} cannot be used with the parameter MaxResults`);

export const vpcNotFound = (vpcId: string): ServiceError =>
  clientError('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);

export const vpcIdMalformed = (vpcId: string): ServiceError =>
  clientError('InvalidVpcId.Malformed', `Invalid id: "${vpcId}" (expecting "vpc-...")`);

export const vpcEndpointNotFound = (vpcEndpointId: string): ServiceError =>
  clientError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${vpcEndpointId}' does not exist`);

export const vpcEndpointIdMalformed = (vpcEndpointId: string): ServiceError =>
  clientError('InvalidVpcEndpointId.Malformed', `Invalid Id: '${vpcEndpointId}' (expecting 'vpce-...')`);

export const serviceNameUnknown = (serviceName: string): ServiceError =>
  clientError('InvalidServiceName', `The Vpc Endpoint Service '${serviceName}' does not exist`);

export const endpointTypeMismatch = (given: string, available: readonly string[]): ServiceError =>
  clientError(
    'InvalidParameter',
    `Endpoint type (${given}) does not match available service types ([${available.join(', ')}]).`,
  );

export const cidrBlockInvalid = (cidrBlock: string): ServiceError =>
  clientError('InvalidVpc.Range', `The CIDR '${cidrBlock}' is invalid.`);
