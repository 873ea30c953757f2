/**
 * Prints the pack's template for an account of one's own, since its role has to be spelt out:
 * `npm run --silent conformance-pack -- --account-id 111122223333 > pack.yaml`.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { packText } from './build.ts';
import { namesOf } from './names.ts';
import { attempts } from './template.ts';

const options = z.strictObject({
  'account-id': z.string({ error: 'is missing' }).regex(/^\d{12}$/, { error: 'expected twelve digits' }),
  partition: z.enum(['aws', 'aws-cn', 'aws-us-gov'], { error: 'expected aws, aws-cn or aws-us-gov' }).default('aws'),
  'name-suffix': z.string().default(''),
  'rule-function': z.enum(['parameter', 'own'], { error: 'expected parameter or own' }).default('parameter'),
});

const text = { type: 'string' } as const;

/** @throws Error that says which option is wrong */
export function packFor(args: readonly string[]): string {
  const names = { 'account-id': text, partition: text, 'name-suffix': text, 'rule-function': text };
  const read = options.safeParse({ ...parseArgs({ args: [...args], options: names }).values });
  if (!read.success)
    throw new Error(read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  return packText({
    names: namesOf(read.data['name-suffix']),
    partition: read.data.partition,
    accountId: read.data['account-id'],
    ruleFunction: read.data['rule-function'],
    ...attempts,
  });
}
