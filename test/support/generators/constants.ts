/** The few constants that random policies, networks and requests are made of, so that they meet. */
import fc from 'fast-check';
import type { Json } from '../../../policy/json-value.ts';

export const vpcs = ['vpc-0123456789abcdef0', 'vpc-0fedcba9876543210', 'vpc-0a1'] as const;
export const endpoints = ['vpce-0a1b2c3d4e5f60718', 'vpce-0b2c3d4e5f6071829', 'vpce-0a1'] as const;
export const accounts = ['111122223333', '444455556666'] as const;
export const apiArn = 'arn:aws:execute-api:eu-west-1:111122223333:abcde12345';

export const principalArns = [
  'arn:aws:iam::111122223333:user/alice',
  'arn:aws:iam::111122223333:user/team/bob',
  'arn:aws:iam::444455556666:role/app',
  'arn:aws:iam::444455556666:role/ops/app',
  'arn:aws:sts::444455556666:federated-user/carol',
] as const;

export const oneOrList = <T extends Json>(one: fc.Arbitrary<T>, most = 3): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 2, arbitrary: fc.uniqueArray(one, { minLength: 1, maxLength: most }) },
  );
