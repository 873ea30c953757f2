/** What `--help` tells somebody who has never used the program: what it shows can be typed, and the exit codes are those that there are. */
import { expect, test } from '@jest/globals';
import { machineClock } from '../../account/live/retries.ts';
import { AccountFault } from '../../account/ports.ts';
import { open } from '../support/check.ts';
import { runCli, type Ran } from '../support/terminal.ts';

const ownExitCodes: Readonly<Record<string, readonly string[]>> = {
  check: ['0  nothing found', '1  found', '2  nothing judged'],
  plan: ['0  nothing to do', '1  there is something to do', '2  no plan'],
  rollback: ['0  everything is as it was', '1  something is not', '2  nothing was touched'],
};
const commands = Object.keys(ownExitCodes);

async function helpOn(...command: readonly string[]): Promise<string> {
  const { code, out, err } = await runCli([...command, '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

test.each(commands)('%s: the exit codes', async (command) => {
  const help = await helpOn(command);
  expect([...help.matchAll(/^ {2}(\d {2}.*)$/gm)].map(([, line]) => line)).toEqual(
    ownExitCodes[command]?.map((line) => expect.stringContaining(line)),
  );
});

test.each([[], ...commands.map((command) => [command])])(
  '%s: the exit codes that every command has',
  async (...command) => {
    expect(await helpOn(...command)).toContain(
      'Exit codes of every command: 2 also when its output cannot be written, 70 a bug in private-api-guard',
    );
  },
);

/** Nobody answers. */
const aws = {
  region: () => null,
  clock: machineClock,
  connect: () => Promise.reject(new AccountFault('unavailable', 'sts:GetCallerIdentity', 'TimeoutError', 'no answer')),
};
const record = '{"version": 1}';

/** What an example comes to with an open policy in each file, where AWS does not answer. */
const outcomes: Readonly<Record<string, Partial<Record<keyof Ran, unknown>>>> = {
  'check --trusted-vpce': { code: 1, out: expect.stringContaining('NON_COMPLIANT') },
  'check orders.json': { code: 1, out: expect.stringContaining('"NON_COMPLIANT"') },
  'plan --rest-api': { code: 2, err: expect.stringContaining('sts:GetCallerIdentity') },
  'plan orders.json': { code: 1, out: expect.stringMatching(/^PLAN /) },
  'rollback --execution': { code: 2, err: expect.stringContaining('sts:GetCallerIdentity') },
  'rollback --record': { code: 2, err: expect.stringContaining('record.json: record.') },
};

test('every example can be typed', async () => {
  const shown: string[] = [];
  for (const command of commands)
    for (const [, typed = ''] of (await helpOn(command)).matchAll(/^ {2}(?:aws .* \| )?private-api-guard (.*)$/gm)) {
      const args = typed.split(' ');
      const name = args.slice(0, 2).join(' ');
      shown.push(name);
      const ran = await runCli(args, { '-': open, 'orders.json': open, 'record.json': record }, { aws });
      expect(ran).toMatchObject(outcomes[name] ?? {});
    }
  expect(shown).toEqual(Object.keys(outcomes));
});

test('options that go together stand together', async () => {
  const help = await helpOn('plan');
  const [, live = '', file = ''] = help.split(/^Options for a .*:$/m);
  expect(live).toContain('--rest-api <id>');
  expect(live).toContain('--stage <name>');
  expect(file).toContain('--authorization <kind>');
  expect(help).not.toContain('default: []');
});
