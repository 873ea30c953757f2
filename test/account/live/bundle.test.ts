/** What a bundler makes of the adapters: the services that are not always needed are in files of their own. */
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';

const clients = /node_modules\/@aws-sdk\/(client-[\w-]+)\//;

test('EC2, Systems Manager and STS are loaded when they are asked', async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../../../account/live/connect.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    outdir: 'out',
  });
  const outputs = new Map(Object.entries(metafile.outputs));
  const entry = [...outputs].find(([, { entryPoint }]) => entryPoint?.endsWith('connect.ts') === true)?.[0] ?? '';
  const atOnce = new Set<string>();
  const visit = (name: string): void => {
    if (atOnce.has(name)) return;
    atOnce.add(name);
    for (const { path, kind } of outputs.get(name)?.imports ?? []) if (kind === 'import-statement') visit(path);
  };
  visit(entry);
  const inputs = [...atOnce].flatMap((name) => Object.keys(outputs.get(name)?.inputs ?? {}));
  const found = new Set(inputs.flatMap((input) => clients.exec(input)?.[1] ?? []));
  expect([...found].sort()).toEqual(['client-api-gateway', 'client-config-service']);
  expect(Object.keys(metafile.inputs).some((input) => input.includes('client-ec2'))).toBe(true);
});
