/**
 * The Lambda functions as single files. In: the file that a function begins with. Out: JavaScript for Node.js 22, without the AWS SDK,
 * which Lambda's runtime brings along. CommonJS, because that is what the runtime takes a file named index.js for, and what finds the
 * runtime's SDK; `import()` becomes `require` for the same reason.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
import { buildSync, type BuildResult } from 'esbuild';

/** The Lambda functions, by the files that their bundles begin with. Each exports `handler`. */
const entries = {
  rule: 'rule/handler.ts',
  reevaluate: 'rule/handler-reevaluate.ts',
  remediation: 'remediation/handler.ts',
} as const;

export type Entry = keyof typeof entries;

/** @param root the project's folder */
export function bundle(entry: Entry, root: string): string {
  const [file] = build(entry, root).outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${entries[entry]}`);
  return file.text;
}

/** The files that a bundle is made of, by their paths in the project. */
export const sourcesOf = (entry: Entry, root: string): readonly string[] =>
  Object.keys(build(entry, root).metafile.inputs);

const build = (entry: Entry, root: string): BuildResult<{ write: false; metafile: true }> =>
  buildSync({
    absWorkingDir: root,
    entryPoints: [entries[entry]],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['@aws-sdk/*', '@smithy/*'],
    supported: { 'dynamic-import': false },
    legalComments: 'none',
    logLevel: 'warning',
  });
