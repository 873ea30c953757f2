import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ParameterError, parseParameters, ruleParameters } from '../../rule/parameters.ts';
import { runs } from '../support/runs.ts';

const vpc = 'vpc-0123456789abcdef0';
const endpoint = 'vpce-0a1b2c3d4e5f60718';
const parse = (given: object): ReturnType<typeof parseParameters> => parseParameters(JSON.stringify(given));

function refusal(text: string): ParameterError {
  try {
    parseParameters(text);
  } catch (error) {
    if (error instanceof ParameterError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

test.each(['', '  ', '{}'])('nothing given (%j) trusts the own account and judges all', (text) => {
  expect(parseParameters(text)).toEqual({
    trustedVpcIds: [],
    trustedVpcEndpointIds: [],
    trustOwnAccount: true,
    checkDeployedPolicy: true,
    sameAccountIdentities: 'judge',
    exemptTag: null,
  });
});

test('the defaults that are told are the defaults that hold', () => {
  const told = Object.fromEntries(Object.entries(ruleParameters).map(([name, one]) => [name, one.default]));
  expect(parse(told)).toEqual(parse({}));
});

test('lists are separated by commas, with or without blanks, and name an id once', () => {
  const { trustedVpcIds, trustedVpcEndpointIds } = parse({
    trustedVpcIds: `${vpc}, vpc-1`,
    trustedVpcEndpointIds: ` ${endpoint},vpce-1 ,${endpoint}`,
  });
  expect(trustedVpcIds).toEqual([vpc, 'vpc-1']);
  expect(trustedVpcEndpointIds).toEqual([endpoint, 'vpce-1']);
});

test.each([
  [{ trustedVpcIds: vpc }, false],
  [{ trustedVpcEndpointIds: endpoint }, false],
  [{ trustedVpcIds: vpc, trustOwnAccount: 'true' }, true],
  [{ trustOwnAccount: 'true' }, true],
])('%j trusts the own account: %s', (given, expected) => {
  expect(parse(given).trustOwnAccount).toBe(expected);
});

test.each([
  ['owner', { key: 'owner', value: null }],
  ['owner=payments', { key: 'owner', value: 'payments' }],
  ['owner=', { key: 'owner', value: '' }],
  ['a=b=c', { key: 'a', value: 'b=c' }],
  ['', null],
])('exemptTag %j is %j', (exemptTag, expected) => {
  expect(parse({ exemptTag }).exemptTag).toEqual(expected);
});

test('about forty endpoint ids fit into the 1,024 characters', () => {
  const ids = Array.from({ length: 40 }, (_, index) => `vpce-${String(index).padStart(17, '0')}`);
  expect(parse({ trustedVpcEndpointIds: ids.join(',') }).trustedVpcEndpointIds).toHaveLength(40);
});

test.each([
  [{ trustedVpc: vpc }, 'trustedVpc', vpc, 'there is none of this name; there are trustedVpcIds, '],
  [{ TrustedVpcIds: vpc }, 'TrustedVpcIds', vpc, 'there is none of this name'],
  [{ __proto__x: 'a', constructor: 'b' }, '__proto__x', 'a', 'there is none of this name'],
  [{ trustedVpcIds: endpoint }, 'trustedVpcIds', endpoint, `\`${endpoint}\` is no VPC id: expected \`vpc-\``],
  [{ trustedVpcIds: `${vpc} vpc-1` }, 'trustedVpcIds', `${vpc} vpc-1`, 'a comma between one and the next'],
  [{ trustedVpcIds: `${vpc},` }, 'trustedVpcIds', `${vpc},`, '`` is no VPC id'],
  [{ trustedVpcEndpointIds: 'vpce-A' }, 'trustedVpcEndpointIds', 'vpce-A', '`vpce-A` is no VPC endpoint id'],
  [{ trustedVpcEndpointIds: vpc }, 'trustedVpcEndpointIds', vpc, `\`${vpc}\` is no VPC endpoint id`],
  [{ trustOwnAccount: 'yes' }, 'trustOwnAccount', 'yes', '`yes` is neither `true` nor `false`'],
  [{ trustOwnAccount: 'false' }, 'trustOwnAccount', 'false', 'leaves nothing to trust: name ids'],
  [{ checkDeployedPolicy: 'False' }, 'checkDeployedPolicy', 'False', 'neither `true` nor `false`'],
  [{ checkDeployedPolicy: true }, 'checkDeployedPolicy', 'true', '`true` is no text: put it in quotes'],
  [{ trustedVpcIds: [vpc] }, 'trustedVpcIds', `["${vpc}"]`, 'is no text'],
  [{ sameAccountIdentities: 'ignore' }, 'sameAccountIdentities', 'ignore', 'neither `judge` nor `trust`'],
  [{ exemptTag: '=x' }, 'exemptTag', '=x', 'the key of `=x` has not 1 to 128 characters'],
  [{ exemptTag: 'k'.repeat(129) }, 'exemptTag', 'k'.repeat(129), 'has not 1 to 128 characters'],
  [{ exemptTag: `k=${'v'.repeat(257)}` }, 'exemptTag', `k=${'v'.repeat(257)}`, 'has more than 256 characters'],
])('%j is refused by name and value', (given, parameter, value, problem) => {
  const error = refusal(JSON.stringify(given));
  expect(error).toMatchObject({ parameter, value });
  expect(error.message).toContain(`the rule's parameter \`${parameter}\``);
  expect(error.message).toContain(problem);
});

test.each([
  ['{"trustedVpcIds"', 'line 1, column'],
  ['[]', 'expected a JSON object'],
  ['null', 'expected a JSON object'],
  [`{"trustedVpcIds":"${vpc}","trustedVpcIds":"vpc-1"}`, 'trustedVpcIds'],
  [JSON.stringify({ exemptTag: 'k'.repeat(1100) }), 'characters are more than the 1024 allowed'],
])('%s is refused as a whole', (text, problem) => {
  const error = refusal(text);
  expect(error.parameter).toBe('InputParameters');
  expect(error.message).toContain(problem);
});

test('law: whatever the parameters are, they are understood or refused with a ParameterError', () => {
  const name = fc.oneof(fc.constantFrom(...Object.keys(ruleParameters)), fc.string());
  const value = fc.oneof(
    fc.constantFrom(vpc, endpoint, 'true', 'false', 'trust', 'key=value', ''),
    fc.json(),
    fc.jsonValue(),
  );
  const text = fc.oneof(
    fc.dictionary(name, value).map((given) => JSON.stringify(given)),
    fc.json(),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (given) => {
      try {
        parseParameters(given);
      } catch (error) {
        expect(error).toBeInstanceOf(ParameterError);
      }
    }),
    runs(),
  );
});
