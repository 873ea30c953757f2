/** w) AWS does not say whether a function's error fails its step: both ways end right. */
import { expect, test } from '@jest/globals';
import { isFixed, openApi } from '../support/open-api.ts';
import { walk } from '../support/walk.ts';

test.each(['before', 'after'] as const)(
  'w) a function that crashes %s a call’s effect, its error not failing the step, leaves nothing half done',
  async (when) => {
    const ends = { Success: 0, Failed: 0 };
    for (let call = 1; ; call += 1) {
      const api = openApi();
      const before = api.state();
      api.strike = (number) => (number === call ? { blow: 'crash', when } : null);
      const { status } = await walk(api, { functionErrorFails: false });
      if (api.calls.length < call) break;
      if (status === 'Success') expect(isFixed(api)).toBe(true);
      else expect(api.state()).toEqual(before);
      ends[status] += 1;
    }
    expect(ends.Success).toBeGreaterThan(10);
    expect(ends.Failed).toBeGreaterThan(3);
  },
);
