/** The generated files that are committed: what has to be in them. `npm run generate` writes them, a test sees that they are fresh. */
import { packText } from '../conformance-pack/build.ts';
import { namesOf } from '../conformance-pack/names.ts';
import { attempts, type PackOptions } from '../conformance-pack/template.ts';
import { runbookYaml } from '../remediation/runbook-yaml.ts';

/** By its path in the project. */
export type GeneratedFiles = Readonly<Record<string, string>>;

/** The account of AWS's own examples: the role of a pack has to be spelt out (docs/organisation.md). */
const example = { names: namesOf(''), partition: 'aws', accountId: '111122223333', ...attempts } as const;

const pack = (ruleFunction: PackOptions['ruleFunction']): string => packText({ ...example, ruleFunction });

export function generatedFiles(): GeneratedFiles {
  return {
    'conformance-pack/template.yaml': pack('parameter'),
    'conformance-pack/organization.yaml': pack('own'),
    'remediation/runbook.yaml': runbookYaml(),
  };
}
