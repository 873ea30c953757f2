/** `private-api-guard sandbox`: AWS accounts in this process, until somebody ends it. */
import type { Command } from 'commander';
import type { SandboxOptions } from '../sandbox/serve.ts';
import type { Terminal } from '../terminal.ts';
import { addTrustedOptions, endingOf } from './options.ts';

const usualPort = '4567';

/** The accounts are loaded when they are wanted: other commands are not to wait for them. */
export function addSandbox(program: Command, terminal: Terminal): void {
  const command = program
    .command('sandbox')
    .description('run AWS accounts in this process, which SDKs, the AWS CLI and curl talk to; Ctrl-C ends it')
    .option('--seed <file>', 'what is in the accounts, YAML or JSON; - is standard input; an example when left out')
    .option('--port <number>', 'the port on 127.0.0.1; 0: any that is free', usualPort)
    .option('--installed', 'install private-api-guard in them, to find, remediate and roll back by hand')
    .addHelpText('after', endingOf(ending))
    .action(async (options: SandboxOptions) => {
      const { serve } = await import('../sandbox/serve.ts');
      await serve(options, terminal);
    });
  addTrustedOptions(command.optionsGroup('Options for --installed:'));
}

const ending = {
  examples: ['private-api-guard sandbox --installed', 'private-api-guard sandbox --seed accounts.yaml --port 4570'],
  notes: [
    'What it prints when it is ready can be typed as it stands, but for the id of an execution. Nothing leaves this machine, and nothing is kept.',
    '--installed takes the first account and Region of the seed that has a private REST API, where AWS Config has to record.',
    'With nobody trusted by name, the VPCs and VPC endpoints are trusted that the seed has there.',
  ],
  exitCodes: {
    0: 'it was ended, by Ctrl-C or the signal TERM',
    2: 'it was not started: bad usage, a seed that cannot be read or is refused, or a port that is in use',
  },
} as const;
