/** The conformance packs of an account in a Region, and their deployment: a stack that takes a few seconds. */
import { ServiceError } from '../../core/errors.ts';
import { regional, type Region } from '../../core/world.ts';
import { checkedConfiguration } from '../remediation/check.ts';
import type { RemediationConfiguration } from '../remediation/configuration.ts';
import { executionsOf } from '../remediation/executions.ts';
import { forgetRemediation, keepConfiguration } from '../remediation/operations.ts';
import { checkedDefinition } from '../rule/check.ts';
import { removeRule } from '../rule/delete.ts';
import { storeRule } from '../rule/put.ts';
import { rulesOf } from '../rule/rules.ts';
import type { PackContent } from './content.ts';
import { importsIn, type Imports } from './imports.ts';

/** The service that the rules and remediations of a pack belong to. */
const owner = 'config-conforms.amazonaws.com';
const stackTime = 5_000;

export type PackState =
  'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'CREATE_FAILED' | 'DELETE_IN_PROGRESS' | 'DELETE_FAILED';

export interface PackRequest {
  /** @throws ServiceError when something is imported that is not there */
  readonly contentWith: (imports: Imports) => PackContent;
  readonly inputParameters: readonly { readonly ParameterName: string; readonly ParameterValue: string }[];
  readonly deliveryBucket: string | undefined;
  readonly deliveryKeyPrefix: string | undefined;
}

export interface Pack {
  readonly name: string;
  /** `conformance-pack-` and nine letters and digits. */
  readonly id: string;
  readonly arn: string;
  readonly stackArn: string;
  /** The service that put it, for an organisation's pack; null: the account itself. */
  readonly createdBy: string | null;
  request: PackRequest;
  state: PackState;
  /** Why it failed; null: it did not. */
  failure: { readonly code: string; readonly message: string } | null;
  /** Milliseconds since 1970-01-01T00:00Z. */
  requestedAt: number;
  completedAt: number | null;
  /** As they are deployed, with the suffix. */
  ruleNames: readonly string[];
}

export const packsOf = regional(() => new Map<string, Pack>());

export function isInProgress({ state }: Pack): boolean {
  return state === 'CREATE_IN_PROGRESS' || state === 'DELETE_IN_PROGRESS';
}

/** Makes the pack, or gives it another content. What cannot be deployed leaves everything as it was. */
export function putPack(region: Region, name: string, request: PackRequest, createdBy: string | null): Pack {
  const pack = packsOf(region).get(name) ?? newPack(region, name, request, createdBy);
  packsOf(region).set(name, pack);
  Object.assign(pack, { request, state: 'CREATE_IN_PROGRESS', failure: null, requestedAt: region.world.clock.now() });
  region.world.background(async () => {
    await region.world.clock.sleep(stackTime);
    try {
      await deploy(region, pack);
      Object.assign(pack, { state: 'CREATE_COMPLETE', completedAt: region.world.clock.now() });
    } catch (error) {
      fail(pack, 'CREATE_FAILED', error);
    }
  });
  return pack;
}

function newPack(region: Region, name: string, request: PackRequest, createdBy: string | null): Pack {
  const { partition, name: place, accountId, world } = region;
  const id = `conformance-pack-${world.ids.short(9)}`;
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${place}:${accountId}:${resource}`;
  return {
    name,
    id,
    arn: arn('config', `conformance-pack/${name}/${id}`),
    stackArn: arn('cloudformation', `stack/awsconfigconforms-${name}-${id}/${world.ids.uuid()}`),
    createdBy,
    request,
    state: 'CREATE_IN_PROGRESS',
    failure: null,
    requestedAt: world.clock.now(),
    completedAt: null,
    ruleNames: [],
  };
}

async function deploy(region: Region, pack: Pack): Promise<void> {
  const { rules, remediations } = pack.request.contentWith(importsIn(region));
  const deployedName = (name: string): string => `${name}-${pack.id}`;
  const definitions = rules.map(({ name, input }) => ({
    name: deployedName(name),
    definition: checkedDefinition(region, input),
  }));
  const configurations: RemediationConfiguration[] = [];
  for (const input of remediations)
    configurations.push(
      await checkedConfiguration(region, { ...input, ConfigRuleName: deployedName(input.ConfigRuleName) }, owner),
    );
  const names = definitions.map(({ name }) => name);
  for (const name of pack.ruleNames) if (!names.includes(name)) withdraw(region, name);
  for (const { name, definition } of definitions) storeRule(region, name, definition, owner);
  for (const name of names)
    if (!configurations.some(({ ruleName }) => ruleName === name)) forgetRemediation(region, name);
  for (const configuration of configurations) keepConfiguration(region, configuration);
  pack.ruleNames = names;
}

/** Takes the pack away with its rules, remediations and results; not while one of its remediations runs. */
export function deletePack(region: Region, pack: Pack): void {
  Object.assign(pack, { state: 'DELETE_IN_PROGRESS', failure: null });
  region.world.background(async () => {
    await region.world.clock.sleep(stackTime);
    const busy = pack.ruleNames.find((name) => executionsOf(region).isAnyBusy(name));
    if (busy !== undefined) {
      const message = `A remediation of the rule ${busy} is in progress.`;
      fail(pack, 'DELETE_FAILED', new ServiceError('RemediationInProgressException', 400, message));
      return;
    }
    for (const name of pack.ruleNames) withdraw(region, name);
    packsOf(region).delete(pack.name);
  });
}

function withdraw(region: Region, name: string): void {
  forgetRemediation(region, name);
  const rule = rulesOf(region).find(name);
  if (rule !== undefined) removeRule(region, rule);
}

/** @throws the error itself when it is none that a service answers */
function fail(pack: Pack, state: PackState, error: unknown): void {
  if (!(error instanceof ServiceError)) throw error;
  Object.assign(pack, { state, failure: { code: error.code, message: error.message } });
}
