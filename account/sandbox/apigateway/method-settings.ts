/** Settings of a stage for its methods: throttling, logging, caching. https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html */
import { badRequest } from './errors.ts';
import { omit } from './maps.ts';
import type { MethodSetting, Stage } from './model.ts';
import { unescape } from './patch.ts';

type Kind = 'text' | 'number' | 'boolean';

/** The end of a patch's path → the member, and how its value is read. */
const settings = new Map<string, readonly [string, Kind]>([
  ['metrics/enabled', ['metricsEnabled', 'boolean']],
  ['logging/dataTrace', ['dataTraceEnabled', 'boolean']],
  ['logging/loglevel', ['loggingLevel', 'text']],
  ['throttling/burstLimit', ['throttlingBurstLimit', 'number']],
  ['throttling/rateLimit', ['throttlingRateLimit', 'number']],
  ['caching/enabled', ['cachingEnabled', 'boolean']],
  ['caching/ttlInSeconds', ['cacheTtlInSeconds', 'number']],
  ['caching/dataEncrypted', ['cacheDataEncrypted', 'boolean']],
  ['caching/requireAuthorizationForCacheControl', ['requireAuthorizationForCacheControl', 'boolean']],
  ['caching/unauthorizedCacheControlHeaderStrategy', ['unauthorizedCacheControlHeaderStrategy', 'text']],
]);

/** What the first setting of a method brings with it: recorded, but for `cachingEnabled`. */
const defaults: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const settingPath = /^\/([^/]+)\/([A-Z]+|\*)\/([a-z]+\/\w+)$/;

/** @returns null when the path names no setting @throws ServiceError BadRequestException */
export function replaceSetting(stage: Stage, path: string, value: string): Stage | null {
  const [, resourcePath = '', httpMethod = '', name = ''] = settingPath.exec(path) ?? [];
  const [member, kind] = settings.get(name) ?? [];
  if (member === undefined || kind === undefined) return null;
  const key = `${unescape(resourcePath).replace(/^\//, '')}/${httpMethod}`;
  const setting = { ...(stage.methodSettings[key] ?? defaults), [member]: read(value, kind) };
  return { ...stage, methodSettings: { ...stage.methodSettings, [key]: setting } };
}

function read(value: string, kind: Kind): string | number | boolean {
  switch (kind) {
    case 'text':
      return value;
    case 'boolean':
      return value.toLowerCase() === 'true';
    case 'number':
      return Number(value);
  }
}

/** @param path `/PATH/METHOD` @throws ServiceError BadRequestException: API Gateway takes every path for one of these */
export function removeSettings(stage: Stage, path: string): Stage {
  const key = path
    .replace(/^\//, '')
    .split('/')
    .map((part) => unescape(part).replace(/^\//, ''))
    .join('/');
  if (stage.methodSettings[key] === undefined)
    throw badRequest(`Cannot remove method setting ${key} because there is no method setting for this method `);
  return { ...stage, methodSettings: omit(stage.methodSettings, key) };
}

/** As API Gateway lists them, commas left out where it leaves them out. */
export const validPaths = [
  '/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, ',
  '/accessLogSettings/destinationArn, /accessLogSettings/format, ',
  '/{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, ',
  '/{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit',
  '/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, ',
  '/{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, ',
  '/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, ',
  '/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, ',
  '/*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit ',
  '/*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, ',
  '/*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, ',
  '/variables/{variable_name}, /tracingEnabled',
].join('');
