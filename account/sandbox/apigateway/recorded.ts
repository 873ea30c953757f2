/**
 * What AWS Config's recorder hears of. Its item of a REST API holds the API's own settings and tags, that of a stage the stage
 * and its active deployment: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-config.html
 * No page names the policy, resources, methods or authorizers among them. Assumed: changing only those makes no item.
 */
import type { Change, Region } from '../core/world.ts';
import { restApiArn, stageArn } from './state.ts';

export const restApiType = 'AWS::ApiGateway::RestApi';
export const stageType = 'AWS::ApiGateway::Stage';

type Kind = Change['kind'];

export function apiChanged(region: Region, id: string, kind: Kind): void {
  const resourceId = restApiArn(region, id);
  region.world.changed({ region, resourceType: restApiType, resourceId, kind });
}

export function stageChanged(region: Region, id: string, stageName: string, kind: Kind): void {
  const resourceId = stageArn(region, id, stageName);
  region.world.changed({ region, resourceType: stageType, resourceId, kind });
}
