/** The lockfile serves every registry and every platform: no address in it, and the optional packages of machines other than its writer's. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import lock from '../package-lock.json' with { type: 'json' };

const entry = z.object({
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  /** Comes within another package, which has a hash. */
  inBundle: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const packages = z.record(z.string(), entry).parse(lock.packages);
const installed = Object.entries(packages).filter(([path]) => path !== '');

test('no package is tied to an address', () => {
  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test('every package has its hash, or is a tool of the developers for another platform', () => {
  const isBare = ({ integrity, inBundle = false }: z.infer<typeof entry>): boolean =>
    integrity === undefined && !inBundle;
  const bare = installed.filter(([, one]) => isBare(one));
  expect(bare.filter(([, { dev = false, optional = false }]) => !dev || !optional).map(([path]) => path)).toEqual([]);
});

test('the optional packages of every platform are locked', () => {
  const wanted = installed.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => [path, name] as const),
  );
  expect(wanted.length).toBeGreaterThan(20);
  const isLocked = ([path, name]: readonly [string, string]): boolean =>
    [`${path}/node_modules/${name}`, `node_modules/${name}`].some((place) => place in packages);
  expect(wanted.filter((one) => !isLocked(one))).toEqual([]);
});
