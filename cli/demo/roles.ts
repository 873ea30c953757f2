/** The account as a role sees it: the real adapter, with the credentials of a session of the role. */
import { connect } from '../../account/live/connect.ts';
import type { Account } from '../../account/ports.ts';
import type { VirtualClock } from '../../account/sandbox/core/clock.ts';
import type { World } from '../../account/sandbox/core/world.ts';
import type { Session } from './console.ts';

export type AccountAs = (roleName: string) => Promise<Account>;

export const accountIn =
  (world: World, clock: VirtualClock, session: Session): AccountAs =>
  (roleName) => {
    const { accountId } = session;
    const accessKeyId = `ASIA${roleName}`;
    const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/demo`;
    world.credentials.issue(accessKeyId, { accountId, arn });
    return connect({ ...session, credentials: { accessKeyId, secretAccessKey: 'sandbox' }, clock });
  };
