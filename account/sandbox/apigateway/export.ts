/** GetExport: what a stage serves, as an OpenAPI document. */
import { stringify } from 'yaml';
import { z } from 'zod';
import { operation } from '../core/operation.ts';
import { badRequest } from './errors.ts';
import { deploymentOf, restApiOf, stageOf } from './lookup.ts';
import { writeOpenApi } from './openapi/write.ts';

const input = z.strictObject({
  restApiId: z.string(),
  stageName: z.string(),
  exportType: z.string(),
  /** Its other extensions, such as `postman`, are not modelled. */
  parameters: z.strictObject({ extensions: z.literal('apigateway').optional() }).default({}),
  accepts: z.string().default('application/json'),
});

/** @throws ServiceError BadRequestException; its words are assumed */
function formatOf(accepts: string): 'json' | 'yaml' {
  if (accepts === 'application/yaml') return 'yaml';
  if (accepts === 'application/json' || accepts.includes('*/*')) return 'json';
  throw badRequest(`Invalid Accept header specified: ${accepts}. Valid options are application/json,application/yaml`);
}

/** @throws ServiceError BadRequestException; its words are assumed */
function dialectOf(exportType: string): 'swagger' | 'oas30' {
  if (exportType === 'swagger' || exportType === 'oas30') return exportType;
  throw badRequest(`Invalid export type specified: ${exportType}. Valid options are oas30,swagger`);
}

export const exportOperations = {
  GetExport: operation(input, ({ restApiId, stageName, exportType, parameters, accepts }, { region }) => {
    const dialect = dialectOf(exportType);
    const format = formatOf(accepts);
    const api = restApiOf(region, restApiId);
    const { snapshot } = deploymentOf(api, stageOf(api, stageName).deploymentId);
    const version = snapshot.version ?? `${api.createdDate.toISOString().slice(0, 19)}Z`;
    const extensions = parameters.extensions === 'apigateway';
    const document = writeOpenApi(snapshot, { region, restApiId, stageName, dialect, extensions, version });
    return {
      body: new TextEncoder().encode(format === 'yaml' ? stringify(document) : JSON.stringify(document, null, 2)),
      contentType: 'application/octet-stream',
      contentDisposition: `attachment; filename="${dialect}_${version}.${format}"`,
    };
  }),
};
