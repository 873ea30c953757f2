/** Options that several commands have, so that they are called the same and mean the same; and how the help of a command ends. */
import { Option, type Command } from 'commander';
import { inputKinds } from '../input/entry.ts';

export type Format = 'text' | 'json';

const append = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** An option that may be given several times. */
export const repeated = (flags: string, description: string): Option =>
  new Option(flags, `${description} (repeatable)`).argParser(append).default([], 'none');

export function addTrustedOptions(command: Command): void {
  command
    .addOption(repeated('--trusted-vpc <id>', 'a VPC whose requests come from inside'))
    .addOption(repeated('--trusted-vpce <id>', 'a VPC endpoint whose requests come from inside'));
}

/** @param apiId when `--api-id` is to be given */
export function addIdentityOptions(command: Command, apiId: string): void {
  command
    .option('--account <id>', 'the account of the API')
    .option('--api-id <id>', `the id of the API, where ${apiId}`);
}

export const authorizationOption = (): Option =>
  new Option(
    '--authorization <kind>',
    'policy-only: no method uses AWS_IAM or a Lambda authorizer; identity-may-allow: some method does, so that only a Deny keeps outsiders out; policy-only, and said so, when left out',
  ).choices(['policy-only', 'identity-may-allow']);

export const formatOption = (): Option =>
  new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text');

export const inputOption = (): Option =>
  new Option('--input <kind>', 'the kind of input, where it is not to be recognised').choices(inputKinds);

/** The end of a command's help. */
export interface Ending {
  /** Whole commands. */
  readonly examples: readonly string[];
  /** What else there is to know, line by line. */
  readonly notes: readonly string[];
  readonly exitCodes: { readonly 0: string; readonly 1?: string; readonly 2: string };
}

export const endingOf = ({ examples, notes, exitCodes }: Ending): string =>
  ['', 'Examples:', ...examples.map(indented), '', ...notes, '', 'Exit codes:', ...codesOf(exitCodes)].join('\n');

const indented = (line: string): string => `  ${line}`;

const codesOf = (codes: Ending['exitCodes']): readonly string[] =>
  Object.entries(codes).map(([code, meaning]) => `  ${code}  ${meaning}`);
