/** The import law can fail: a project that breaks each of its rules once is reported for each of them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));

/** Each file with the imports that break a rule. */
const files: Readonly<Record<string, readonly string[]>> = {
  'node_modules/@aws-sdk/client-ssm/index.js': [],
  'node_modules/aws-cdk-lib/index.js': [],
  'policy/ask.ts': ['node:fs', 'aws-cdk-lib'],
  'policy/one.ts': ['./two.ts'],
  'policy/two.ts': ['./one.ts'],
  'account/ports.ts': ['../policy/ask.ts'],
  'account/live/client.ts': ['../../rule/decide.ts'],
  'account/sandbox/server.ts': ['../../rule/decide.ts'],
  'rule/decide.ts': ['../account/ports.ts'],
  'rule/subject.ts': ['../remediation/fence.ts', '@aws-sdk/client-ssm'],
  'remediation/fence.ts': ['../rule/subject.ts', '../cli/main.ts'],
  'cli/main.ts': ['../test/support.ts', '../infra/stack.ts', './nowhere.ts', 'aws-cdk-lib'],
  'infra/stack.ts': ['../rule/handler.ts'],
  'conformance-pack/build.ts': ['../remediation/fence.ts'],
  'rule/handler.ts': [],
  'test/support.ts': [],
};

const expected = [
  ['policy-imports-nothing', 'policy/ask.ts', 'fs'],
  ['policy-imports-nothing', 'policy/ask.ts', 'node_modules/aws-cdk-lib/index.js'],
  ['no-cycles', 'policy/one.ts', 'policy/two.ts'],
  ['ports-import-nothing', 'account/ports.ts', 'policy/ask.ts'],
  ['live', 'account/live/client.ts', 'rule/decide.ts'],
  ['sandbox', 'account/sandbox/server.ts', 'rule/decide.ts'],
  ['decide', 'rule/decide.ts', 'account/ports.ts'],
  ['rule', 'rule/subject.ts', 'remediation/fence.ts'],
  ['aws-sdk-only-in-live', 'rule/subject.ts', 'node_modules/@aws-sdk/client-ssm/index.js'],
  ['remediation', 'remediation/fence.ts', 'cli/main.ts'],
  ['cli', 'cli/main.ts', 'infra/stack.ts'],
  ['conformance-pack', 'conformance-pack/build.ts', 'remediation/fence.ts'],
  ['infra', 'infra/stack.ts', 'rule/handler.ts'],
  ['cdk-only-in-infra', 'cli/main.ts', 'node_modules/aws-cdk-lib/index.js'],
  ['nothing-imports-test', 'cli/main.ts', 'test/support.ts'],
  ['resolvable', 'cli/main.ts', './nowhere.ts'],
] as const;

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

beforeAll(() => {
  for (const [name, imports] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), imports.map((one) => `import '${one}';\n`).join(''));
  }
  for (const name of ['.dependency-cruiser.js', 'tsconfig.json', 'package.json'])
    cpSync(join(root, name), join(folder, name));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('each rule is broken once, and reported', () => {
  const rooms = ['policy', 'account', 'rule', 'remediation', 'infra', 'conformance-pack', 'cli', 'test'];
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.js', '--output-type', 'json', ...rooms];
  const ran = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const { violations } = report.parse(JSON.parse(ran.stdout)).summary;
  const found = violations.map(({ rule, from, to }) => [rule.name, from, to]);
  for (const violation of expected) expect(found).toContainEqual([...violation]);
});
