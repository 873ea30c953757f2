/**
 * The text of `runbook.yaml`, the runbook as people import it without the rest of this project. The file is checked in; `npm run
 * generate` writes it, and a test tells when it is not what the code says.
 */
import { stringify } from 'yaml';
import { buildRunbook, runbookName } from './runbook.ts';

const head = `# ${runbookName}, an Automation document of AWS Systems Manager.
# Generated from remediation/runbook.ts by \`npm run generate\`: do not edit.
`;

/** @returns YAML without aliases, which Systems Manager does not promise to read */
export const runbookYaml = (): string =>
  head + stringify(buildRunbook(), { aliasDuplicateObjects: false, lineWidth: 0, singleQuote: true });
