/** How often a law is tried, and from which seed: the same in every run of `npm test`, more with `npm run laws`. */
import type { Parameters } from 'fast-check';

const asked = Number(process.env['LAW_RUNS'] ?? '2000');

export const seed = Number(process.env['LAW_SEED'] ?? '20261123');

export const runs = <T>(atLeast = 2000): Parameters<T> => ({ numRuns: Math.max(asked, atLeast), seed });
