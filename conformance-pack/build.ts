/** The text of the conformance pack's template. */
import { stringify } from 'yaml';
import { packTemplate, type PackOptions } from './template.ts';

const head = `# The conformance pack of private-api-guard, made by conformance-pack/build.ts: do not edit.
# The functions, the roles and the runbook have to be there first: docs/organisation.md.
`;

/** What AWS Config takes in one call. https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html */
const largestPack = 51_200;

/** @throws Error when Config would not take the text */
export function packText(options: PackOptions): string {
  const text =
    head + stringify(packTemplate(options), { lineWidth: 0, aliasDuplicateObjects: false, singleQuote: true });
  const bytes = Buffer.byteLength(text);
  if (bytes > largestPack)
    throw new Error(`the pack's template has ${String(bytes)} bytes, and Config takes ${String(largestPack)}`);
  return text;
}
