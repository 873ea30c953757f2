/** `private-api-guard sandbox`: AWS accounts in this process, until somebody ends it. */
import type { Command } from 'commander';
import type { SandboxOptions } from '../sandbox/serve.ts';
import type { Terminal } from '../terminal.ts';

const usualPort = '4567';

/** The accounts are loaded when they are wanted: other commands are not to wait for them. */
export function addSandbox(program: Command, terminal: Terminal): void {
  program
    .command('sandbox')
    .description('run AWS accounts in this process, which SDKs, the AWS CLI and curl talk to; Ctrl-C ends it')
    .option('--seed <file>', 'what is in the accounts, YAML or JSON; - is standard input; an example when left out')
    .option('--port <number>', 'the port on 127.0.0.1; 0: any that is free', usualPort)
    .addHelpText('after', '\nExit code: 0 after Ctrl-C, 2 bad usage, an unreadable seed, or a port that is in use.')
    .action(async (options: SandboxOptions) => {
      const { serve } = await import('../sandbox/serve.ts');
      await serve(options, terminal);
    });
}
