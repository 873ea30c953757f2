/** Options that several commands have, so that they are called the same and mean the same. */
import { Option, type Command } from 'commander';
import { inputKinds } from '../input/entry.ts';

export type Format = 'text' | 'json';

export const repeated = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function addTrustedOptions(command: Command): void {
  command
    .option('--trusted-vpc <id>', 'a VPC whose requests are inside (repeatable)', repeated, [])
    .option('--trusted-vpce <id>', 'a VPC endpoint whose requests are inside (repeatable)', repeated, []);
}

export function addApiOptions(command: Command): void {
  command
    .option('--account <id>', 'the account of the API')
    .option('--region <region>', 'the Region of the API')
    .option('--api-id <id>', 'the id of the API, where the input does not tell it');
}

export const authorizationOption = (): Option =>
  new Option('--authorization <kind>', 'whether some method uses AWS_IAM or a Lambda authorizer').choices([
    'policy-only',
    'identity-may-allow',
  ]);

export const formatOption = (): Option =>
  new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text');

export const inputOption = (): Option =>
  new Option('--input <kind>', 'the kind of input, where it is not to be recognised').choices(inputKinds);
