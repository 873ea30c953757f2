/** `private-api-guard rollback`: the runbook's step RollBack alone, from the record that its step Plan put out. */
import type { Command } from 'commander';
import { AccountFault, type Account } from '../../account/ports.ts';
import { patiently } from '../../remediation/patience.ts';
import { rollBack } from '../../remediation/rollback.ts';
import type { Work } from '../../remediation/traces.ts';
import { asking, regionFor, type Aws } from '../aws.ts';
import { readNamed } from '../input/read.ts';
import { toJsonRollback, toTextRollback } from '../output/rollback.ts';
import { demandPlace, readExecutionId, recordOfExecution, recordOfText, type FoundRecord } from '../rollback/record.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { endingOf, formatOption, type Format } from './options.ts';

interface RollbackOptions {
  readonly execution?: string;
  readonly record?: string;
  readonly region?: string;
  readonly format: Format;
}

export function addRollback(program: Command, terminal: Terminal, aws: Aws, exit: (code: number) => void): void {
  program
    .command('rollback')
    .description('undo what an execution of the remediation did, from its record; edits of others stay')
    .option(
      '--execution <id>',
      'an execution of the runbook, by its id in Systems Manager, that has ended; one that succeeded is undone as well',
    )
    .option(
      '--record <file>',
      "in place of --execution: the execution's output Plan.Record in a file; - is standard input",
    )
    .option('--region <region>', 'the Region of the execution')
    .addOption(formatOption())
    .addHelpText('after', endingOf(ending))
    .action(async (options: RollbackOptions) => {
      exit(await undo(options, terminal, aws));
    });
}

const ending = {
  examples: [
    'private-api-guard rollback --execution 0f1e2d3c-4b5a-4968-8776-655443322110 --region eu-west-1',
    'private-api-guard rollback --record record.json',
  ],
  notes: [
    'It works with the AWS credentials of the environment, in the account and Region of the record, and may be run again.',
    'The Region is that of the record; for --execution that of --region, else AWS_REGION, else AWS_DEFAULT_REGION.',
  ],
  exitCodes: {
    0: 'everything is as it was',
    1: 'something is not, and a person has to look',
    2: 'nothing was touched: bad usage, no such record or execution, or AWS did not answer',
  },
} as const;

/**
 * Without this read nothing can be undone. An API that is gone is left to the roll-back, which says so.
 * @throws AccountFault
 */
async function demandReadable({ account, record, patience }: Work<Account>): Promise<void> {
  try {
    await patiently(() => account.restApi(record.restApiId), patience);
  } catch (error) {
    if (!(error instanceof AccountFault) || error.reason !== 'not-found') throw error;
  }
}

interface Found extends FoundRecord {
  readonly account: Account;
}

/** Milliseconds in which something new is begun. */
const patienceOfAPerson = 300_000;

/** @throws UsageError before anything is touched */
async function undo(options: RollbackOptions, terminal: Terminal, aws: Aws): Promise<number> {
  const { account, record, notes } = await find(options, terminal, aws);
  const patience = { clock: aws.clock, deadline: aws.clock.now() + patienceOfAPerson, seed: record.executionId };
  const work = { account, record, patience };
  await asking(record.place.region, () => demandReadable(work));
  const result = await rollBack(work);
  const report = { ...result, notes: [...result.notes, ...notes], record };
  terminal.print(options.format === 'json' ? toJsonRollback(report) : toTextRollback(report, terminal.color));
  return result.status === 'rolled-back' ? 0 : 1;
}

async function find({ execution, record, region }: RollbackOptions, terminal: Terminal, aws: Aws): Promise<Found> {
  if (execution !== undefined && record !== undefined)
    throw new UsageError('name an execution or a record, not both: either is enough');
  if (execution !== undefined) {
    const id = readExecutionId(execution);
    const account = await connect(aws, regionFor(aws, region, null));
    return { account, ...(await recordOfExecution(id, account)) };
  }
  if (record === undefined)
    throw new UsageError('name what to undo: --execution ID, or --record FILE with its output Plan.Record');
  const { name, text } = await readNamed(record, 'a record', terminal);
  const read = recordOfText(text, name);
  const account = await connect(aws, regionFor(aws, region, read.place.region));
  return { account, record: demandPlace(read, account.place), notes: [] };
}

const connect = (aws: Aws, region: string): Promise<Account> => asking(region, () => aws.connect(region));
