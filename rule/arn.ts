/**
 * ARNs of REST APIs, the ids that AWS Config knows them by: `arn:PARTITION:apigateway:REGION::/restapis/ID`, without an account.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
import { isRestApiId, type RestApiId } from '../account/ports.ts';

export const restApiType = 'AWS::ApiGateway::RestApi';
export const stageType = 'AWS::ApiGateway::Stage';

export interface ApiPlace {
  readonly partition: string;
  readonly region: string;
}

export const restApiArn = ({ partition, region }: ApiPlace, id: RestApiId): string =>
  `arn:${partition}:apigateway:${region}::/restapis/${id}`;

const ofApi = /^arn:(aws[a-z-]*):apigateway:([a-z0-9-]+)::\/restapis\/([^/]+)(?:\/stages\/[^/]+)?$/;

export interface NamedApi {
  readonly restApiId: RestApiId;
  /** Null when the text is a bare id. */
  readonly place: ApiPlace | null;
}

/**
 * @param text the ARN of a REST API or of one of its stages, or a bare id
 * @returns null when it is none of them
 */
export function readRestApi(text: string): NamedApi | null {
  if (isRestApiId(text)) return { restApiId: text, place: null };
  const [, partition, region, id] = ofApi.exec(text) ?? [];
  if (partition === undefined || region === undefined || id === undefined || !isRestApiId(id)) return null;
  return { restApiId: id, place: { partition, region } };
}
