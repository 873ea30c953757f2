/** An open API in memory, and what tests ask of it. */
import { FakeApi } from './fake-api.ts';
import { open } from './statements.ts';

/** Two stages, each on a deployment of its own. */
export function openApi(): FakeApi {
  const api = new FakeApi();
  api.save(open);
  api.deploy('prod');
  api.deploy('test');
  return api;
}

export const hasFence = (value: unknown): boolean => JSON.stringify(value).includes('PrivateApiGuardFence');

/** Saved and served by both stages, with nothing left beside them. */
export const isFixed = (api: FakeApi): boolean =>
  api.stages.size === 2 && [api.policy, api.servedPolicy('prod'), api.servedPolicy('test')].every(hasFence);

const changing = /^(?:replace|remove|create|delete|move)/;

/** The calls that change something. */
export const changesOf = (api: FakeApi): readonly string[] => api.calls.filter((call) => changing.test(call));
