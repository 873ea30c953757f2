/** w) Every call of an execution is struck in turn, before and after its effect. */
import { expect, test } from '@jest/globals';
import type { FaultReason } from '../../account/ports.ts';
import type { Blow, FakeApi } from '../support/fake-api.ts';
import { isFixed, openApi } from '../support/open-api.ts';
import { step } from '../support/remediate.ts';
import { walk, type Walked, type WalkOptions } from '../support/walk.ts';

interface Struck {
  readonly api: FakeApi;
  readonly before: unknown;
  readonly walked: Walked;
  /** What was struck. */
  readonly operation: string;
}

/** One execution for each call that an execution makes. @param times how many calls of the same operation are struck, in a row */
async function strikeEach(
  blow: Blow,
  when: 'before' | 'after',
  check: (struck: Struck) => void | Promise<void>,
  options: WalkOptions & { readonly times?: number } = {},
): Promise<number> {
  for (let call = 1; ; call += 1) {
    const api = openApi();
    const before = api.state();
    let left = options.times ?? 1;
    let operation = '';
    api.strike = (number, name) => {
      if (number === call) operation = name;
      const isMeant = number >= call && name === operation && left > 0;
      if (isMeant) left -= 1;
      return isMeant ? { blow, when } : null;
    };
    const walked = await walk(api, options);
    if (operation === '') return call - 1;
    api.strike = () => null;
    await check({ api, before, walked, operation });
  }
}

/** Fixed and verified, or exactly as before: and the execution says which. */
function isEither({ api, before, walked }: Struck): void {
  if (walked.status === 'Success') expect(isFixed(api)).toBe(true);
  else expect(api.state()).toEqual(before);
}

const passing: readonly FaultReason[] = ['throttled', 'unavailable'];

test.each(passing.flatMap((blow) => [[blow, 'before'] as const, [blow, 'after'] as const]))(
  'a call that is %s once %s its effect is made good',
  async (blow, when) => {
    const count = await strikeEach(blow, when, ({ api, walked }) => {
      expect(walked.status).toBe('Success');
      expect(isFixed(api)).toBe(true);
    });
    expect(count).toBeGreaterThan(30);
  },
);

test.each(['before', 'after'] as const)(
  'a call that is denied %s its effect leaves nothing half done',
  async (when) => {
    const count = await strikeEach('denied', when, isEither);
    expect(count).toBeGreaterThan(30);
  },
);

test.each([
  ['before', true],
  ['before', false],
  ['after', true],
  ['after', false],
] as const)(
  'a function that crashes %s a call’s effect leaves nothing half done, its error failing the step: %s',
  async (when, functionErrorFails) => {
    let fixed = 0;
    await strikeEach(
      'crash',
      when,
      (struck) => {
        isEither(struck);
        if (struck.walked.status === 'Success') fixed += 1;
      },
      { functionErrorFails },
    );
    expect(fixed).toBeGreaterThan(10);
  },
);

test('where the way back fails too, the execution says so, and its record puts the API back later', async () => {
  let incomplete = 0;
  await strikeEach(
    'denied',
    'before',
    async (struck) => {
      const { api, before, walked } = struck;
      const record = walked.outputs.get('Plan.Record');
      if (walked.status === 'Success' || record === undefined) return;
      if (JSON.stringify(api.state()) !== JSON.stringify(before)) {
        incomplete += 1;
        expect(walked.outputs.get('RollBackAgain.Status')).toBe('incomplete');
      }
      expect(await step(api, { step: 'RollBack', record })).toMatchObject({ status: 'rolled-back' });
      expect(api.state()).toEqual(before);
    },
    { times: 1000 },
  );
  expect(incomplete).toBeGreaterThan(10);
});
