/** `private-api-guard plan`: what the remediation would do, before it is run. Reads, plans, prints; changes nothing. */
import { Option, type Command } from 'commander';
import type { Aws } from '../aws.ts';
import { readNamed } from '../input/read.ts';
import { recogniseInput } from '../input/recognise.ts';
import { toJsonPlan } from '../output/plan-json.ts';
import { plain } from '../output/plain.ts';
import { toTextPlan } from '../output/plan-text.ts';
import { chooseEntry } from '../plan/choose.ts';
import { planOfAccount } from '../plan/of-account.ts';
import { planOfFile } from '../plan/of-file.ts';
import { refuseMixture, type PlanOptions } from '../plan/options.ts';
import type { PlanReport } from '../plan/report.ts';
import type { Terminal } from '../terminal.ts';
import {
  addIdentityOptions,
  addTrustedOptions,
  authorizationOption,
  endingOf,
  formatOption,
  inputOption,
  repeated,
} from './options.ts';

export function addPlan(program: Command, terminal: Terminal, aws: Aws, exit: (code: number) => void): void {
  const command = program
    .command('plan')
    .description('show what the remediation would do to one API, and who would lose access; nothing is changed')
    .argument(
      '[file]',
      'a policy document, or an answer of `aws apigateway get-rest-api`; - or nothing: standard input',
    )
    .addHelpText('after', endingOf(ending))
    .action(async (file: string | undefined, options: PlanOptions) => {
      exit(await plan(file, options, terminal, aws));
    });
  addTrustedOptions(command);
  command
    .option('--region <region>', 'the Region of the API')
    .option('--exempt-tag <tag>', 'key or key=value: an API that has it is refused')
    .addOption(formatOption());
  addLiveOptions(command.optionsGroup('Options for a live API:'));
  addIdentityOptions(command.optionsGroup('Options for a file:'), 'the input does not tell it, or holds several APIs');
  command.addOption(authorizationOption()).addOption(inputOption());
}

function addLiveOptions(command: Command): void {
  command
    .option('--rest-api <id>', 'the API, by its id or ARN, with the AWS credentials of the environment')
    .addOption(repeated('--stage <name>', 'a stage to redeploy; none: every one that lets an outsider in'))
    .addOption(
      new Option(
        '--pending-changes <choice>',
        'whether a redeployment may publish edits that others saved; Refuse, when left out',
      ).choices(['Refuse', 'Publish']),
    );
}

const ending = {
  examples: [
    'private-api-guard plan --rest-api a1b2c3d4e5 --region eu-west-1 --trusted-vpce vpce-0a1b2c3d4e5f60718',
    'private-api-guard plan orders.json --trusted-vpce vpce-0a1b2c3d4e5f60718',
  ],
  notes: [
    'For a file, at least one --trusted-vpc or --trusted-vpce is needed: whose requests come from inside. For a live API and',
    'nobody trusted by name, those VPC endpoints are trusted that are set on the API and that the account owns.',
    'The Region of a live API is that of its ARN, else --region, else AWS_REGION, else AWS_DEFAULT_REGION.',
  ],
  exitCodes: {
    0: 'nothing to do',
    1: 'there is something to do, or the remediation would refuse to do it',
    2: 'no plan: bad usage, input that cannot be read, or AWS did not answer',
  },
} as const;

/** @throws UsageError before anything is printed */
async function plan(file: string | undefined, options: PlanOptions, terminal: Terminal, aws: Aws): Promise<number> {
  refuseMixture(file, options);
  const report =
    options.restApi === undefined
      ? await planInFile(file ?? '-', options, terminal)
      : await planOfAccount(options.restApi, options, aws);
  terminal.print(options.format === 'json' ? toJsonPlan(report) : toTextPlan(report, terminal.color));
  return report.planned.kind === 'nothing' ? 0 : 1;
}

async function planInFile(file: string, options: PlanOptions, terminal: Terminal): Promise<PlanReport> {
  const { source, entries, isPage } = recogniseInput(
    await readNamed(file, 'a policy', terminal),
    options.input ?? null,
  );
  if (isPage)
    terminal.warn(
      `warning: ${plain(source)}: this is one page of a longer list: the APIs of the other pages are not seen\n`,
    );
  return planOfFile(chooseEntry(entries, source, options.apiId), options);
}
