/** For every test of a file an account of its own, in one sandbox that is there as long as the file runs. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { apisOf, type Apis } from './apis.ts';
import { startTestSandbox, type TestSandbox } from './bare-sandbox.ts';

export interface ApisBench {
  readonly sandbox: TestSandbox;
  /** Of the test that runs. */
  readonly apis: Apis;
}

/** To be called once, before any other hook of the file. What it returns can be asked from hooks and tests. */
export function useApis(): ApisBench {
  const current: { sandbox?: TestSandbox; apis?: Apis } = {};
  beforeAll(async () => {
    current.sandbox = await startTestSandbox();
  });
  beforeEach(() => {
    current.apis = apisOf(given(current.sandbox));
  });
  afterAll(() => given(current.sandbox).close());
  return {
    get sandbox() {
      return given(current.sandbox);
    },
    get apis() {
      return given(current.apis);
    },
  };
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('there is no sandbox but in a test');
  return value;
}
