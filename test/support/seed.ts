/** Sandboxes with something in them from the start. */
import { applySeed } from '../../account/sandbox/seed/apply.ts';
import { readSeed } from '../../account/sandbox/seed/read.ts';
import type { SeededApi } from '../../account/sandbox/seed/rest-api.ts';
import { homeAccount, homeRegion, type TestSandbox } from './sandbox.ts';

/** @param seed as a seed file has it. @throws SeedError */
export function plant({ world }: TestSandbox, seed: object): Promise<readonly SeededApi[]> {
  return applySeed(world, readSeed(JSON.stringify(seed, null, 2), 'seed.json'));
}

/** @param region what the seed says of the home account in the home Region */
export const atHome = (region: object): object => ({
  accounts: { [homeAccount]: { regions: { [homeRegion]: region } } },
});

/** A seed of that many APIs that differ in nothing but their names: `api-1`, `api-2`, …. */
export const similarApis = (count: number, restApi: object = {}): object =>
  atHome({ quotas: { privateApis: count }, restApis: [{ name: 'api', copies: count, ...restApi }] });
