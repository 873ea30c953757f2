/** `private-api-guard check`: judge policies from files or standard input. Reads, decides, prints; has no opinion of its own. */
import type { Command } from 'commander';
import type { Authorization } from '../../policy/request.ts';
import { decide } from '../../rule/decide.ts';
import type { InputEntry, InputKind } from '../input/entry.ts';
import { readApi, readNetwork, type ApiOptions, type NetworkOptions } from '../input/network.ts';
import { recogniseInput, type Input } from '../input/recognise.ts';
import { toJsonReport } from '../output/json.ts';
import { plain } from '../output/plain.ts';
import { isFound, type Judged } from '../output/report.ts';
import { toTextReport } from '../output/text.ts';
import type { Terminal } from '../terminal.ts';
import {
  addApiOptions,
  addTrustedOptions,
  authorizationOption,
  formatOption,
  inputOption,
  repeated,
  type Format,
} from './options.ts';

interface CheckOptions extends NetworkOptions, ApiOptions {
  readonly authorization: Authorization;
  readonly format: Format;
  readonly input?: InputKind;
}

export function addCheck(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const command = program
    .command('check')
    .description('judge resource policies of private REST APIs: can a request from outside the trusted network get in?')
    .argument('[files...]', 'policy documents, answers of get-rest-api(s) or JSON Lines; - or nothing: standard input')
    .addHelpText('after', '\nExit code: 0 nothing found, 1 found or undecided, 2 bad usage or unreadable input.')
    .action(async (files: readonly string[], options: CheckOptions) => {
      exit(await check(files, options, terminal));
    });
  addTrustedOptions(command);
  command.option('--endpoint <vpce=vpc>', 'the VPC that an endpoint is known to lie in (repeatable)', repeated, []);
  addApiOptions(command);
  command.addOption(authorizationOption().default('policy-only')).addOption(formatOption()).addOption(inputOption());
}

/** @throws UsageError before anything is printed */
async function check(files: readonly string[], options: CheckOptions, terminal: Terminal): Promise<number> {
  const trusted = readNetwork(options);
  const api = readApi(options);
  const inputs: Input[] = [];
  for (const file of files.length === 0 ? ['-'] : files) {
    const text = await terminal.read(file);
    inputs.push(recogniseInput(text, file === '-' ? 'standard input' : file, options.input ?? null));
  }
  for (const warning of inputs.flatMap((input) => input.warnings)) terminal.warn(`warning: ${plain(warning)}\n`);
  const judged = inputs.flatMap((input) => input.entries).map(judge);
  terminal.print(options.format === 'json' ? toJsonReport(judged) : toTextReport(judged, trusted, terminal.color));
  return judged.some(isFound) ? 1 : 0;

  function judge({ id, source, endpointType, policy, restApiId }: InputEntry): Judged {
    const identity = { ...api, restApiId: restApiId ?? api.restApiId };
    const verdict = decide({ endpointType, policy, api: identity, authorization: options.authorization }, trusted);
    return { id, source, endpointType, verdict };
  }
}
