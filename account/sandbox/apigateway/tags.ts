/** Tags of REST APIs and stages. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging.html */
import { z } from 'zod';
import { operation } from '../core/operation.ts';
import type { Region } from '../core/world.ts';
import { badRequest } from './errors.ts';
import { restApiOf, stageOf } from './lookup.ts';
import { withEntry } from './maps.ts';
import { apiChanged, stageChanged } from './recorded.ts';
import { readArn, saveRestApi } from './state.ts';

type Tags = Readonly<Record<string, string>>;

const maximumTags = 50;

export const tagsInput = z.record(z.string().min(1).max(128), z.string().max(256));

/** @throws ServiceError BadRequestException; its words are assumed */
export function checkTags(tags: Tags): Tags {
  const names = Object.keys(tags);
  if (names.length > maximumTags) throw badRequest(`Too many tags: ${names.length}, at most ${maximumTags}`);
  const reserved = names.find((name) => name.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) throw badRequest(`Tag keys must not start with aws: ${reserved}`);
  return tags;
}

function read(region: Region, resourceArn: string): Tags {
  const { id, stageName } = target(region, resourceArn);
  const api = restApiOf(region, id);
  return stageName === null ? api.tags : stageOf(api, stageName).tags;
}

function write(region: Region, resourceArn: string, tags: Tags): void {
  const { id, stageName } = target(region, resourceArn);
  const api = restApiOf(region, id);
  if (stageName === null) {
    saveRestApi(region, { ...api, tags: checkTags(tags) });
    apiChanged(region, id, 'updated');
  } else {
    const stage = { ...stageOf(api, stageName), tags: checkTags(tags) };
    saveRestApi(region, { ...api, stages: withEntry(api.stages, stageName, stage) });
    stageChanged(region, id, stageName, 'updated');
  }
}

function target(region: Region, resourceArn: string): { readonly id: string; readonly stageName: string | null } {
  const found = readArn(region, resourceArn);
  if (found === null) throw badRequest(`Invalid ARN specified in the request: ${resourceArn}`);
  return found;
}

const key = { resourceArn: z.string() };

export const tagOperations = {
  TagResource: operation(z.strictObject({ ...key, tags: tagsInput }), ({ resourceArn, tags }, { region }) => {
    write(region, resourceArn, { ...read(region, resourceArn), ...tags });
    return {};
  }),

  UntagResource: operation(
    z.strictObject({ ...key, tagKeys: z.array(z.string()) }),
    ({ resourceArn, tagKeys }, { region }) => {
      const kept = Object.entries(read(region, resourceArn)).filter(([name]) => !tagKeys.includes(name));
      write(region, resourceArn, Object.fromEntries(kept));
      return {};
    },
  ),

  GetTags: operation(z.strictObject(key), ({ resourceArn }, { region }) => ({ tags: read(region, resourceArn) })),
};
