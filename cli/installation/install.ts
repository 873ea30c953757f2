/**
 * private-api-guard, installed in an account and Region of the sandbox: in, accounts that are served, and whom to trust; out, the rule's
 * and the runbook's functions, the runbook, the rule, and the button that joins them, put there by an administrator over HTTP.
 */
import type { World } from '../../account/sandbox/core/world.ts';
import { consoleOf, type ConsoleCall } from './console.ts';
import { putFunctions, type FunctionLog } from './functions.ts';
import { accountIn, type AccountAs } from './roles.ts';
import { automationRoleIn, buttonOf, document, ruleOf, type TrustedIds } from './resources.ts';

export interface Options {
  readonly accountId: string;
  readonly region: string;
  readonly trusted: TrustedIds;
  /** Of the roles that the functions work as. */
  readonly sessionName: string;
  readonly log: FunctionLog;
}

export interface Installation {
  /** The administrator's. */
  readonly call: ConsoleCall;
  readonly accountAs: AccountAs;
  /** What the runbook works as. */
  readonly automationRole: string;
}

/** @throws Error when a part is refused, such as a rule where AWS Config does not record; nothing goes on then */
export async function install(
  { world, endpoint }: { readonly world: World; readonly endpoint: string },
  { accountId, region, trusted, sessionName, log }: Options,
): Promise<Installation> {
  const home = world.region(accountId, region);
  const call = consoleOf({ endpoint, accountId, region });
  const accountAs = accountIn({ home, endpoint, sessionName });
  const automationRole = automationRoleIn(home);
  const ruleFunctionArn = putFunctions({ home, accountAs, log });
  await call('ssm', 'CreateDocument', document());
  await call('config', 'PutConfigRule', { ConfigRule: ruleOf(ruleFunctionArn, trusted) });
  const button = buttonOf(automationRole, trusted);
  await call('config', 'PutRemediationConfigurations', { RemediationConfigurations: [button] });
  return { call, accountAs, automationRole };
}
