/**
 * How long two clients at once take to page through 10,000 APIs of the sandbox, beside the same clients on a server that only repeats the
 * sandbox's bytes: what is left is the sandbox's own share. Measured in turns in one run. `npm run bench`
 */
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { z } from 'zod';
import type { Account } from '../account/ports.ts';
import { connectTo, putterOf } from '../test/account/live/account.ts';
import { homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../test/support/sandbox.ts';

const count = 10_000;
const pageSize = 500;
const rounds = 10;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const authorization = `AWS4-HMAC-SHA256 Credential=${homeAccount}/20260301/${homeRegion}/apigateway/aws4_request, SignedHeaders=host, Signature=0`;
const page = z.looseObject({ position: z.string().optional() });

/** Every page's bytes, by the position that asks for it; that of the first is empty. */
async function recorded(sandbox: TestSandbox): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  let position: string | undefined = '';
  while (position !== undefined) {
    const query = new URLSearchParams({ limit: String(pageSize), ...(position === '' ? {} : { position }) });
    const answer = await fetch(`${sandbox.endpoint}/restapis?${query.toString()}`, { headers: { authorization } });
    const body = await answer.text();
    pages.set(position, body);
    ({ position } = page.parse(JSON.parse(body)));
  }
  return pages;
}

/** @returns its endpoint, and how to end it */
function repeat(pages: ReadonlyMap<string, string>): Promise<{ endpoint: string; close: () => void }> {
  const server = createServer((request, response) => {
    const position = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('position') ?? '';
    response.setHeader('content-type', 'application/json').end(pages.get(position));
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ endpoint: `http://127.0.0.1:${port}`, close });
    });
  });
}

async function walked(account: Account): Promise<number> {
  let seen = 0;
  for await (const apis of account.restApis()) seen += apis.length;
  return seen;
}

/** Milliseconds. */
async function timed(accounts: readonly Account[]): Promise<number> {
  const start = performance.now();
  const seen = await Promise.all(accounts.map(walked));
  const took = performance.now() - start;
  if (seen.some((apis) => apis !== count)) throw new Error(`a client saw ${seen.join(' and ')} of ${count} APIs`);
  return took;
}

async function measure(sandbox: TestSandbox, bareEndpoint: string): Promise<void> {
  const two = (endpoint: string): Promise<readonly Account[]> =>
    Promise.all([connectTo({ ...sandbox, endpoint }), connectTo({ ...sandbox, endpoint })]);
  const [ours, bare] = [await two(sandbox.endpoint), await two(bareEndpoint)];
  const times: { ours: number; bare: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // The quota of all calls together is free again.
    await sandbox.clock.advance(10_000);
    times.push({ ours: await timed(ours), bare: await timed(bare) });
  }
  const best = { ours: Math.min(...times.map((one) => one.ours)), bare: Math.min(...times.map((one) => one.bare)) };
  const first = times[0]?.ours ?? 0;
  print('| two clients, 10,000 APIs each | ms, best | ms, first | times the bare server |\n| --- | --- | --- | --- |');
  print(`| sandbox | ${best.ours.toFixed(0)} | ${first.toFixed(0)} | ${(best.ours / best.bare).toFixed(1)} |`);
  print(`| bare server, same bytes | ${best.bare.toFixed(0)} | ${(times[0]?.bare ?? 0).toFixed(0)} | 1.0 |`);
}

print(`\n${cpus()[0]?.model ?? 'unknown processor'}, Node.js ${process.version}; pages of ${pageSize}\n`);
const sandbox = await startTestSandbox();
const put = putterOf(sandbox);
const seeding = performance.now();
for (let index = 0; index < count; index += 1) await put('apigateway', 'CreateRestApi', { name: `api-${index}` });
print(`${count} APIs seeded in ${(performance.now() - seeding).toFixed(0)} ms\n`);
const bare = await repeat(await recorded(sandbox));
await measure(sandbox, bare.endpoint);
bare.close();
await sandbox.close();
