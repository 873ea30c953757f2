/** `private-api-guard plan`: what the remediation would do, before it is run. Reads, plans, prints; changes nothing. */
import { Option, type Command } from 'commander';
import type { Aws } from '../aws.ts';
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
  addApiOptions,
  addTrustedOptions,
  authorizationOption,
  formatOption,
  inputOption,
  repeated,
} from './options.ts';

export function addPlan(program: Command, terminal: Terminal, aws: Aws, exit: (code: number) => void): void {
  const command = program
    .command('plan')
    .description('show what the remediation would do to one API, and who would lose access; nothing is changed')
    .argument('[file]', 'a policy document, or an answer of get-rest-api; - or nothing: standard input')
    .option('--rest-api <id>', 'a live API, by its id or ARN, with the AWS credentials of the environment')
    .addHelpText('after', help)
    .action(async (file: string | undefined, options: PlanOptions) => {
      exit(await plan(file, options, terminal, aws));
    });
  addTrustedOptions(command);
  addApiOptions(command);
  command
    .addOption(authorizationOption())
    .option(
      '--stage <name>',
      'of a live API: a stage to redeploy (repeatable); none: every one that is open',
      repeated,
      [],
    )
    .addOption(pendingChangesOption())
    .option('--exempt-tag <tag>', 'key or key=value: an API that has it is refused')
    .addOption(formatOption())
    .addOption(inputOption());
}

const pendingChangesOption = (): Option =>
  new Option(
    '--pending-changes <choice>',
    'of a live API: whether edits that others saved may be published; Refuse, when left out',
  ).choices(['Refuse', 'Publish']);

const help = `
With --rest-api and nobody trusted by name, the VPC endpoints set on the API are trusted that the account owns.
The Region is that of the ARN, else --region, else AWS_REGION.

Exit code: 0 nothing to do, 1 there is something to do, or it is refused, 2 bad usage, unreadable input, or AWS did not answer.`;

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
  const name = file === '-' ? 'standard input' : file;
  const { entries, warnings } = recogniseInput(await terminal.read(file), name, options.input ?? null);
  const report = planOfFile(chooseEntry(entries, name, options.apiId), options);
  for (const warning of warnings) terminal.warn(`warning: ${plain(warning)}\n`);
  return report;
}
