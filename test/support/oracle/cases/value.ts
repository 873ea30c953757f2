// Cases about operators and the values they compare.
import { between, except, only, when } from './words.ts';
import type { Cases } from './words.ts';

const AN_ARN = when('StringEquals aws:SourceArn', 'arn:aws:s3:::b:c');
const CIDR = '10.0.0.0/8';

export const VALUE_CASES: Cases = {
  texts: [
    ['StringEquals has no wildcards', only('StringEquals aws:SourceVpce', '*'), 'unsat/unsat'],
    ['StringLike has', only('StringLike aws:SourceVpce', '*'), 'sat/sat'],
    ['an id has its shape', between(when('StringNotLike aws:SourceVpce', 'vpce-*'), {}), 'unsat/unsat'],
    [
      'several values are ORed',
      between(when('StringLike aws:UserAgent', ['a*', 'b*']), when('StringLike aws:UserAgent', '?*c')),
      'sat/sat',
    ],
    [
      'several keys are ANDed',
      only('StringEquals aws:UserAgent', 'a', 'StringLike aws:UserAgent', 'b*'),
      'unsat/unsat',
    ],
    [
      'case counts',
      between(when('StringEquals aws:UserAgent', 'A'), when('StringEquals aws:UserAgent', 'a')),
      'sat/sat',
    ],
    [
      'or not',
      between(when('StringEquals aws:UserAgent', 'A'), when('StringEqualsIgnoreCase aws:UserAgent', 'a')),
      'unsat/unsat',
    ],
    ['BinaryEquals', only('BinaryEquals k', 'QQ=='), 'sat/unsat'],
    ['BinaryEquals of no base64', only('BinaryEquals k', 'Q'), 'sat/unsat'],
    ['Bool regardless of case', only('Bool aws:SecureTransport', 'TRUE'), 'sat/sat'],
    ['Bool of what cannot be', only('Bool aws:SecureTransport', false), 'unsat/unsat'],
    ['a `*` of an ARN stays in its part', between(AN_ARN, when('ArnLike aws:SourceArn', 'arn:*:::b:c')), 'sat/sat'],
    ['that of a text does not', between(AN_ARN, when('StringLike aws:SourceArn', 'arn:*:::b:c')), 'unsat/unsat'],
    [
      'an ARN matches part by part',
      between(when('ArnLike k', 'arn:aws:s3:::b'), when('StringLike k', 'arn:*:b')),
      'unsat/unsat',
    ],
    [
      'a text that is no ARN',
      between(when('StringEquals k', 'b'), when('ArnNotLike k', 'arn:aws:*:*:*:*')),
      'unsat/unsat',
    ],
    ['ARN operators on plain texts', only('ArnLike aws:UserAgent', 'arn:aws:s3:::b'), 'sat/unsat'],
  ],
  'numbers, dates and addresses': [
    ['there is a number between', only('NumericGreaterThan n', '1', 'NumericLessThan n', '1.5'), 'sat/sat'],
    ['and none beyond itself', only('NumericGreaterThan n', '1', 'NumericLessThanEquals n', '1.0'), 'unsat/unsat'],
    ['a number on a text', only('NumericEquals aws:UserAgent', '1'), 'sat/unsat'],
    ['no number', only('NumericEquals aws:MultiFactorAuthAge', '1e3'), 'sat/unsat'],
    [
      'one instant for both keys',
      only('DateLessThan aws:CurrentTime', '2024-01-01', 'DateGreaterThan aws:EpochTime', '1704067200'),
      'unsat/unsat',
    ],
    [
      'offsets count',
      only('DateEquals aws:CurrentTime', '2024-01-01T01:30:00+01:30', 'DateNotEquals aws:EpochTime', '1704067200'),
      'unsat/unsat',
    ],
    [
      'EpochTime counts seconds',
      only('DateGreaterThan aws:CurrentTime', '2024-01-01', 'NumericEquals aws:EpochTime', '1704067200'),
      'sat/sat',
    ],
    ['a text operator on a date', only('StringLike aws:CurrentTime', '2*'), 'sat/unsat'],
    [
      'a block within a block',
      between(when('IpAddress aws:VpcSourceIp', '10.1.0.0/16'), when('IpAddress aws:VpcSourceIp', CIDR)),
      'unsat/unsat',
    ],
    ['the other family', except('IpAddress aws:VpcSourceIp', '0.0.0.0/0'), 'sat/sat'],
    ['both families', except('IpAddress aws:VpcSourceIp', ['0.0.0.0/0', '::/0']), 'unsat/unsat'],
    ['an address is no block', only('IpAddress aws:SourceIp', '10.0.0.0/33'), 'sat/unsat'],
    [
      'an address as a text',
      between(when('StringEquals aws:SourceIp', '10.0.0.1'), when('IpAddress aws:SourceIp', CIDR)),
      'unsat/unsat',
    ],
    ['a block as a text', only('StringLike aws:SourceIp', '10.0.0.0/16/*'), 'unsat/unsat'],
    ['a pattern of addresses', only('StringLike aws:SourceIp', '10.*'), 'sat/unsat'],
  ],
};
