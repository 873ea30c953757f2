/** Where the requests of the story come from. */
import type { Origin } from '../installation/send.ts';

export type { Origin };

export const insider: Origin = {
  vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  accountId: '111122223333',
};

/** An account that has nothing to do with the organisation. */
export const stranger: Origin = {
  vpcEndpointId: 'vpce-0f0e0d0c0b0a09080',
  vpcId: 'vpc-0f0e0d0c0b0a09080',
  accountId: '666677778888',
};
