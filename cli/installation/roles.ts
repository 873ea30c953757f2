/** The account as a role sees it: the real adapter, with the credentials of a session of the role. */
import { connect } from '../../account/live/connect.ts';
import type { Account } from '../../account/ports.ts';
import type { Region } from '../../account/sandbox/core/world.ts';

export type AccountAs = (roleName: string) => Promise<Account>;

export interface Sessions {
  readonly home: Region;
  /** Such as `http://127.0.0.1:4567`. */
  readonly endpoint: string;
  /** Of every role, as it stands in the ARN of whoever calls. */
  readonly sessionName: string;
}

/**
 * Retries wait on the accounts' clock. The machine's own, too, is that of the sandbox: whoever waits there keeps no process from ending
 * (account/sandbox/core/clock.ts), and when the accounts are gone their functions may be in the middle of something.
 */
export const accountIn =
  ({ home, endpoint, sessionName }: Sessions): AccountAs =>
  (roleName) => {
    const { accountId, name: region, partition, world } = home;
    const accessKeyId = `ASIA${roleName}`;
    const arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
    world.credentials.issue(accessKeyId, { accountId, arn });
    const credentials = { accessKeyId, secretAccessKey: 'sandbox' };
    return connect({ endpoint, accountId, region, credentials, clock: world.clock });
  };
