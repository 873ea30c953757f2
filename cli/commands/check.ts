/** `private-api-guard check`: judge policies from files or standard input. Reads, decides, prints; has no opinion of its own. */
import type { Command } from 'commander';
import type { Authorization } from '../../policy/request.ts';
import { decide } from '../../rule/decide.ts';
import type { Verdict } from '../../rule/verdict.ts';
import type { Input, InputEntry, InputKind } from '../input/entry.ts';
import { readApi, readNetwork, type ApiOptions, type NetworkOptions } from '../input/network.ts';
import { readNamed } from '../input/read.ts';
import { recogniseInput } from '../input/recognise.ts';
import { toJsonReport } from '../output/json.ts';
import { plain } from '../output/plain.ts';
import { isFound, noteOnDeployed, type Judged } from '../output/report.ts';
import { toTextReport } from '../output/text.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import {
  addIdentityOptions,
  addTrustedOptions,
  authorizationOption,
  endingOf,
  formatOption,
  inputOption,
  repeated,
  type Format,
} from './options.ts';

interface CheckOptions extends NetworkOptions, ApiOptions {
  readonly authorization?: Authorization;
  readonly format: Format;
  readonly input?: InputKind;
}

export function addCheck(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const command = program
    .command('check')
    .description('judge resource policies of private REST APIs: can a request from outside the trusted network get in?')
    .argument(
      '[files...]',
      'policy documents, answers of `aws apigateway get-rest-api` or get-rest-apis, or JSON Lines of {id, policy | policyText, endpointType?}; - or nothing: standard input',
    )
    .addHelpText('after', endingOf(ending))
    .action(async (files: readonly string[], options: CheckOptions) => {
      exit(await check(files, options, terminal));
    });
  addTrustedOptions(command);
  command.addOption(repeated('--endpoint <vpce=vpc>', 'the VPC that a VPC endpoint is known to lie in'));
  addIdentityOptions(command, 'the input does not tell it');
  command
    .option('--region <region>', 'the Region of the API')
    .addOption(authorizationOption())
    .addOption(formatOption())
    .addOption(inputOption());
}

const ending = {
  examples: [
    'aws apigateway get-rest-apis | private-api-guard check --trusted-vpce vpce-0a1b2c3d4e5f60718',
    'private-api-guard check orders.json --trusted-vpc vpc-0a1b2c3d4e5f60718 --format json',
  ],
  notes: [
    'At least one --trusted-vpc or --trusted-vpce is needed: whose requests come from inside. No AWS account is asked;',
    `${noteOnDeployed}.`,
  ],
  exitCodes: {
    0: 'nothing found: every policy is COMPLIANT or NOT_APPLICABLE; a list without APIs, which is warned of',
    1: 'found: some policy is NON_COMPLIANT or UNDECIDED',
    2: 'nothing judged: bad usage, input that cannot be read, or one page of a longer list',
  },
} as const;

/** @throws UsageError before anything is printed */
async function check(files: readonly string[], options: CheckOptions, terminal: Terminal): Promise<number> {
  const trusted = readNetwork(options);
  const api = readApi(options);
  const inputs: Input[] = [];
  for (const file of files.length === 0 ? ['-'] : files) {
    inputs.push(demandWhole(recogniseInput(await readNamed(file, 'policies', terminal), options.input ?? null)));
  }
  for (const { source, entries } of inputs) if (entries.length === 0) terminal.warn(`warning: ${nothingIn(source)}\n`);
  const judged = inputs.flatMap((input) => input.entries).map(judge);
  terminal.print(options.format === 'json' ? toJsonReport(judged) : toTextReport(judged, trusted, terminal.color));
  return judged.some(isFound) ? 1 : 0;

  function judge({ id, source, endpointType, policy, restApiId }: InputEntry): Judged {
    const identity = { ...api, restApiId: restApiId ?? api.restApiId };
    const under = (authorization: Authorization): Verdict =>
      decide({ endpointType, policy, api: identity, authorization }, trusted);
    const { authorization } = options;
    const verdict = authorization === undefined ? underAnAssumption(under) : under(authorization);
    return { id, source, endpointType, verdict };
  }
}

/** What a COMPLIANT owes to the assumption that stands for an option that was not given is said in a note. */
function underAnAssumption(under: (authorization: Authorization) => Verdict): Verdict {
  const verdict = under('policy-only');
  if (verdict.verdict !== 'COMPLIANT' || under('identity-may-allow').verdict === 'COMPLIANT') return verdict;
  return { ...verdict, notes: [...verdict.notes, noteOnMethods] };
}

const noteOnMethods =
  'COMPLIANT only if no method uses AWS_IAM or a Lambda authorizer: where one does, only a Deny keeps outsiders out (--authorization identity-may-allow)';

/** @throws UsageError when there is more than was given: nothing may pass for judged that was not */
function demandWhole(input: Input): Input {
  if (!input.isPage) return input;
  throw new UsageError(
    `${input.source}: this is one page of a longer list, and the APIs of the other pages would not be judged: collect all pages (\`aws apigateway get-rest-apis\` does, without --no-paginate and --max-items)`,
  );
}

const nothingIn = (source: string): string =>
  `nothing to judge in ${plain(source)}: the list is empty; was it asked of the right account and Region?`;
