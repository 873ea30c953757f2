/** Bundles as the CDK takes them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundle, type Entry } from './bundle.ts';
import type { Codes } from './stacks.ts';

/** @param root the project's folder. Bundles are made once, and written to `dist/lambda` for the CDK to upload. */
export function codesIn(root: string): Codes {
  const made = new Map<Entry, string>();
  const textOf = (entry: Entry): string => {
    const text = made.get(entry) ?? bundle(entry, root);
    made.set(entry, text);
    return text;
  };
  return {
    inline: (entry) => Code.fromInline(textOf(entry)),
    asset: (entry) => {
      const folder = join(root, 'dist', 'lambda', entry);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'index.js'), textOf(entry));
      return Code.fromAsset(folder);
    },
  };
}
