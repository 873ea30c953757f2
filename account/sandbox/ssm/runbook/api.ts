/**
 * What `aws:executeAwsApi` and the two actions that look at a property call: boto3's names to the sandbox's.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
 */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import type { ServiceId } from '../../core/principal.ts';
import type { JsonRecord } from '../../core/values.ts';
import { invalidContent } from '../errors.ts';
import { parsePath, type JsonPath } from './json-path.ts';
import { problemsOf } from './problems.ts';
import type { Step } from './step.ts';

/** boto3's names of services. */
const services = {
  apigateway: 'apigateway',
  config: 'config',
  ec2: 'ec2',
  lambda: 'lambda',
  ssm: 'ssm',
  sts: 'sts',
} as const satisfies Record<string, ServiceId>;

/** Automation has no operations whose answer is a stream. */
const streaming: readonly string[] = ['apigateway:GetExport', 'apigateway:GetSdk', 'lambda:Invoke'];

export interface Api {
  readonly service: ServiceId;
  /** Such as `UpdateRestApi`. */
  readonly operation: string;
  /** As the document states them. */
  readonly parameters: JsonRecord;
}

const name = z.string().regex(/^[\w-]+$/, 'must be a name');
const inputs = z.object({ Service: name, Api: name });

/**
 * AWS takes "the API operation or method name": `UpdateRestApi`, or `update_rest_api` as boto3 spells methods.
 * @throws ServiceError InvalidDocumentContent, or NotModelledBySandbox
 */
export function apiOf(step: Step): Api {
  const parsed = inputs.safeParse(step.inputs);
  if (!parsed.success) throw invalidContent(`step ${step.name}: ${problemsOf(parsed.error)}`);
  const { Service, Api } = parsed.data;
  const service = Object.entries(services).find(([known]) => known === Service)?.[1];
  if (service === undefined) throw notModelled(`the service ${Service}, in step ${step.name}`);
  const operation = /^[a-z]/.test(Api) ? Api.split('_').map(capitalized).join('') : Api;
  if (streaming.includes(`${service}:${operation}`))
    throw invalidContent(
      `step ${step.name}: ${Service} ${Api} answers with a stream, which Automation does not support`,
    );
  return { service, operation, parameters: parametersOf(step.inputs) };
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const own: readonly string[] = ['Service', 'Api', 'PropertySelector', 'DesiredValues'];

const parametersOf = (stated: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(stated).filter(([member]) => !own.includes(member)));

export interface Property {
  readonly selector: JsonPath;
  readonly desiredValues: readonly string[];
}

const propertyInputs = z.object({ PropertySelector: z.string(), DesiredValues: z.array(z.string()).min(1) });

/**
 * The property that `aws:assertAwsResourceProperty` and `aws:waitForAwsResourceProperty` look at.
 * @throws ServiceError InvalidDocumentContent, or NotModelledBySandbox
 */
export function propertyOf(step: Step): Property {
  const parsed = propertyInputs.safeParse(step.inputs);
  if (!parsed.success) throw invalidContent(`step ${step.name}: ${problemsOf(parsed.error)}`);
  const { PropertySelector, DesiredValues: desiredValues } = parsed.data;
  const selector = parsePath(PropertySelector);
  if (selector === undefined) throw notModelled(`the selector ${PropertySelector} of step ${step.name}`);
  return { selector, desiredValues };
}
