/** Random requests of the space of docs/semantics.md §2, aimed at the constants that the random policies are made of. */
import fc from 'fast-check';
import { formatEpoch, formatInstant } from '../../policy/condition/values.ts';
import {
  isConsistent,
  type ApiIdentity,
  type Caller,
  type Context,
  type Request,
  type TrustedNetwork,
} from '../../policy/request.ts';
import { endpoints, vpcs } from './generators/constants.ts';

const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const signed = (type: 'Account' | 'User' | 'FederatedUser', ...arns: readonly string[]): readonly Caller[] =>
  arns.map((arn) => ({ type, arn, accountId: arn.split(':')[4] ?? '' }));

const role = (arn: string, sessionName: string): Caller => ({
  type: 'AssumedRole',
  arn,
  accountId: arn.split(':')[4] ?? '',
  sessionName,
});

const callers: readonly Caller[] = [
  { type: 'Anonymous' },
  { type: 'Anonymous' },
  ...signed('Account', 'arn:aws:iam::111122223333:root', 'arn:aws:iam::999999999999:root'),
  ...signed(
    'User',
    'arn:aws:iam::111122223333:user/alice',
    'arn:aws:iam::111122223333:user/team/bob',
    'arn:aws:iam::444455556666:user/bob',
    'arn:aws:iam::999999999999:user/alice',
  ),
  role('arn:aws:iam::444455556666:role/app', 'session-1'),
  role('arn:aws:iam::444455556666:role/app', 'other'),
  role('arn:aws:iam::444455556666:role/ops/app', 'session-1'),
  role('arn:aws:iam::999999999999:role/app', 'session-1'),
  ...signed('FederatedUser', 'arn:aws:sts::444455556666:federated-user/carol'),
];

const callerKeys = fc.record({
  userid: fc.constantFrom('AIDAXXXX', 'x'),
  org: sometimes(fc.constantFrom('o-a1b2c3', 'o-zz')),
  tag: sometimes(fc.constantFrom('x', '', ...vpcs, 'vpc-0ff')),
  paths: sometimes(fc.subarray(['o-a1/r-1/ou-1', 'o-b2/r-2', 'o-c3'], { minLength: 1 })),
  issued: sometimes(fc.constantFrom('2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2031-01-01T00:00:00Z')),
  unsigned: fc.subarray(['aws:principaltype', 'aws:principalaccount', 'aws:userid']),
  mfaAge: sometimes(fc.constantFrom('5', '5.5', '10', '11')),
});

function contextOfCaller(
  caller: Caller,
  keys: { readonly [key: string]: string | readonly string[] | undefined },
): Context {
  if (caller.type === 'Anonymous') return anonymousContext(keys['unsigned']);
  return present({
    'aws:principaltype': caller.type,
    'aws:principalarn': caller.arn,
    'aws:principalaccount': caller.accountId,
    'aws:userid': keys['userid'],
    'aws:username': caller.type === 'User' ? caller.arn.split('/').at(-1) : undefined,
    'aws:principalorgid': keys['org'],
    'aws:principaltag/vpc': keys['tag'],
    'aws:principalorgpaths': keys['paths'],
    'aws:tokenissuetime': keys['issued'],
    'aws:multifactorauthage': keys['mfaAge'],
  });
}

/** AWS's pages disagree on whether an unsigned request carries any. */
const anonymousContext = (carried: string | readonly string[] | undefined): Context =>
  Object.fromEntries(
    Object.entries(anonymousKeys).filter(([key]) => typeof carried === 'object' && carried.includes(key)),
  );

const anonymousKeys = {
  'aws:principaltype': 'Anonymous',
  'aws:principalaccount': 'anonymous',
  'aws:userid': 'anonymous',
} as const;

const present = (keys: Readonly<Record<string, string | readonly string[] | undefined>>): Context =>
  Object.fromEntries(Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const instants = [
  0,
  Date.UTC(2026, 0, 1) - 1,
  Date.UTC(2026, 0, 1),
  Date.UTC(2026, 0, 1) + 1,
  Date.UTC(2030, 5, 1),
  Date.UTC(2031, 0, 1),
];

const freeKeys: fc.Arbitrary<Context> = fc
  .record({
    'aws:vpcsourceip': fc.constantFrom(
      '10.0.0.7',
      '10.1.2.3',
      '172.16.0.1',
      '203.0.113.9',
      '2001:db8:0:0:0:0:0:1',
      'fd00:0:0:0:0:0:0:1',
    ),
    'aws:sourceip': sometimes(fc.constantFrom('10.1.2.3', '203.0.113.9', '198.51.100.1', '2001:db8:0:0:0:0:0:1')),
    'aws:referer': sometimes(fc.constantFrom('shop', 'sea', '', 'a', 'other')),
    'aws:useragent': sometimes(fc.constantFrom('shop', 'sea', '', 'other')),
    'aws:viaawsservice': sometimes(fc.constantFrom('true', 'false')),
    'aws:vpceaccount': sometimes(fc.constantFrom('111122223333', '999999999999')),
    'aws:sourceaccount': sometimes(fc.constantFrom('111122223333', '999999999999')),
    'aws:sourcearn': sometimes(
      fc.constantFrom('arn:aws:sns:eu-west-1:1:topic', 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1'),
    ),
    'aws:sourcevpcarn': sometimes(
      fc.constantFrom('arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1', 'arn:aws:ec2:eu-west-1:1:vpc/vpc-0a1'),
    ),
    'x:number': sometimes(fc.constantFrom('5', '5.5', '9.99', '10', '11')),
    'x:text': sometimes(fc.constantFrom('111122223333', 'QUJD', '', 'z')),
    'x:list': sometimes(fc.subarray(['a', 'b', 'vpce-0a1', 'c'], { minLength: 1 })),
  })
  .map(present);

const apis = [
  'arn:aws:execute-api:eu-west-1:111122223333:abcde12345',
  'arn:aws:execute-api:us-east-1:444455556666:zzzzz',
  'arn:aws-cn:execute-api:cn-north-1:1:a',
];
const routes = [
  'prod/GET/orders',
  'prod/GET/',
  'prod/GET/orders/7',
  'test/GET/orders',
  'prod/POST/x/orders',
  'p1/HEAD/a',
  'test/DELETE/a:b',
];

const apiArn = ({ partition, region, accountId, restApiId }: ApiIdentity): fc.Arbitrary<string> =>
  partition === null
    ? fc.constantFrom(...apis)
    : fc.constant(`arn:${partition}:execute-api:${region ?? ''}:${accountId ?? ''}:${restApiId ?? ''}`);

/** Requests from everywhere; whoever needs only outsiders filters with `isInside`. */
export function requestTo(api: ApiIdentity, trusted: TrustedNetwork): fc.Arbitrary<Request> {
  return fc
    .record({
      caller: fc.constantFrom(...callers),
      callerKeys,
      freeKeys,
      arn: apiArn(api),
      route: fc.constantFrom(...routes),
      vpc: fc.constantFrom(...vpcs, 'vpc-0ff'),
      endpoint: fc.constantFrom(...endpoints, 'vpce-0ff', 'vpce-0a12'),
      instant: fc.constantFrom(...instants),
    })
    .map(({ caller, callerKeys: keys, freeKeys: free, arn, route, vpc, endpoint, instant }) => {
      const lies = [...trusted.endpoints].find(([id]) => id === endpoint)?.[1];
      const always = {
        'aws:securetransport': 'true',
        'aws:currenttime': formatInstant(instant),
        'aws:epochtime': formatEpoch(instant),
      };
      const network = { 'aws:sourcevpc': lies ?? vpc, 'aws:sourcevpce': endpoint };
      return {
        caller,
        resource: `${arn}/${route}`,
        context: { ...always, ...network, ...free, ...contextOfCaller(caller, keys) },
      };
    })
    .filter(isConsistent);
}
