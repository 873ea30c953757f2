/** An account as large as they come: two clients at once page through 10,000 APIs. How long it takes, `npm run bench` says. */
import { paginateGetRestApis } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { collect } from '../support/collect.ts';
import { clientsOf, startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { putterOf } from './live/account.ts';

const count = 10_000;
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const put = putterOf(sandbox);
  for (let index = 0; index < count; index += 1) await put('apigateway', 'CreateRestApi', { name: `api-${index}` });
});
afterAll(() => sandbox.close());

async function idsSeen(): Promise<readonly (string | undefined)[]> {
  const client = clientsOf(sandbox).apigateway;
  const pages = await collect(paginateGetRestApis({ client, pageSize: 500 }, {}));
  expect(pages).toHaveLength(count / 500);
  return pages.flatMap(({ items = [] }) => items.map(({ id }) => id));
}

test('two clients at once each see every API once, in the same order', async () => {
  const [one, other] = await Promise.all([idsSeen(), idsSeen()]);
  expect(new Set(one).size).toBe(count);
  expect(other).toEqual(one);
});
