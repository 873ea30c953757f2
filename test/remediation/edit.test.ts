import { expect, test } from '@jest/globals';
import { isObject, type Json, type JsonObject } from '../../policy/json-value.ts';
import { automationJson } from '../../remediation/automation-json.ts';
import { hashPolicy, statementsIn } from '../../remediation/canonical.ts';
import { unifiedDiff } from '../../remediation/diff.ts';
import { addFence, unfaithfulNumber } from '../../remediation/edit.ts';
import { trustedByFence } from '../../remediation/fence.ts';
import { byEndpoint, trustedIds } from '../support/known.ts';
import { endpoints, vpcs } from '../support/generators/constants.ts';
import { allow, arn, fence, open, policy } from '../support/statements.ts';

const edited = (document: JsonObject | null, trusted = byEndpoint): JsonObject =>
  addFence(document, trusted, arn).document;

const both = trustedIds([vpcs[0]], [endpoints[0]]);

test('the fence comes last, and nothing else changes', () => {
  const document = { Version: '2008-10-17', Id: 'orders', Statement: [{ ...allow, Resource: ['execute-api:/a/*'] }] };
  expect(edited(document)).toEqual({ ...document, Statement: [...document.Statement, fence()] });
  expect(Object.keys(edited(document))).toEqual(['Version', 'Id', 'Statement']);
});

test('a statement that stands alone becomes a list', () => {
  expect(edited({ Version: '2012-10-17', Statement: allow })).toEqual(policy(allow, fence()));
});

test('without a policy the fence stands alone', () => {
  expect(edited(null)).toEqual(policy(fence()));
});

test('both kinds of trust stand in one block, so that only who matches neither is denied', () => {
  const [, added] = statementsIn(edited(open, both));
  expect(isObject(added ?? null) && added).toMatchObject({
    Condition: { StringNotEquals: { 'aws:SourceVpc': [vpcs[0]], 'aws:SourceVpce': [endpoints[0]] } },
  });
});

test('a document that has the fence comes back as it was, however API Gateway stored it', () => {
  const stored = { ...fence(), Condition: { StringNotEquals: { 'aws:sourceVpce': endpoints[0] } } };
  for (const own of [
    fence(),
    stored,
    { ...fence(), Resource: 'execute-api:/*' },
    { ...fence(), Action: ['execute-api:Invoke'] },
  ]) {
    const document = policy(own, allow);
    expect(addFence(document, byEndpoint, arn)).toEqual({ document, fence: own, replaced: 0, isChanged: false });
  }
});

test('an older fence of ours gives its place to the new one, and more of them go', () => {
  const older = fence(trustedIds([vpcs[1]]));
  const result = addFence(policy(older, allow, { ...older, Sid: 'PrivateApiGuardFence2' }), byEndpoint, arn);
  expect(result).toMatchObject({ document: policy(fence(), allow), replaced: 2, isChanged: true });
});

test('a fence for another API is an older one of ours', () => {
  const strange = { ...fence(), Resource: 'arn:aws:execute-api:us-east-1:444455556666:zzzzz/*' };
  expect(edited(policy(allow, strange))).toEqual(policy(allow, fence()));
});

const foreign: Readonly<Record<string, JsonObject>> = {
  'that allows': { ...fence(), Effect: 'Allow' },
  'for one principal': { ...fence(), Principal: { AWS: '111122223333' } },
  'for a part of the API': { ...fence(), Resource: `${arn}/prod/*` },
  'with one more condition': {
    ...fence(),
    Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' }, Bool: { 'aws:SecureTransport': 'true' } },
  },
  'with another key': { ...fence(), Condition: { StringNotEquals: { 'aws:SourceVpcArn': 'vpc-1' } } },
  'with another operator': { ...fence(), Condition: { StringNotLike: { 'aws:SourceVpce': 'vpce-*' } } },
  'without a condition': { Sid: 'PrivateApiGuardFence', Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke' },
  'with one element more': { ...fence(), NotAction: 'x:y' },
};

test.each(Object.keys(foreign))(
  'a statement of our Sid %s is somebody else’s: it stays, and the Sid is another',
  (name) => {
    const statement = foreign[name] ?? allow;
    expect(trustedByFence(statement)).toBeNull();
    expect(edited(policy(statement))).toEqual(policy(statement, { ...fence(), Sid: 'PrivateApiGuardFence2' }));
  },
);

test('a fence under the second Sid is ours too', () => {
  const document = policy(foreign['that allows'] ?? allow, { ...fence(), Sid: 'PrivateApiGuardFence2' });
  expect(addFence(document, byEndpoint, arn).isChanged).toBe(false);
});

test('a number that would be written otherwise than it was read is named', () => {
  const text = (number: string): string => `{"Condition":{"NumericEquals":{"x:a":${number},"x:b":"1.0"}}}`;
  for (const number of ['1.0', '1e3', '12345678901234567890', '-0'])
    expect(unfaithfulNumber(text(number))).toBe(number);
  for (const number of ['1', '-7', '10.5', '"12345678901234567890"']) expect(unfaithfulNumber(text(number))).toBeNull();
});

test('two braces never follow each other in what goes through Automation, and it means the same', () => {
  const value = { Sid: '{{ Plan.Record }} {{{x}}}', Nested: { a: { b: '{{' } } };
  expect(automationJson(value)).not.toContain('{{');
  expect(JSON.parse(automationJson(value))).toEqual(value);
});

const hash = (document: Json): string => hashPolicy(JSON.stringify(document), arn);

test('what means the same has the same hash', () => {
  const same = [
    { ...allow, Resource: [`${arn}/*`] },
    { ...allow, Principal: { AWS: ['*'] } },
    { ...allow, Action: ['execute-api:Invoke', 'execute-api:Invoke'] },
  ];
  for (const statement of same) expect(hash(policy(statement))).toBe(hash(open));
  expect(hash({ Statement: [allow], Version: '2012-10-17' })).toBe(hash(open));
  expect(hash({ Version: '2012-10-17', Statement: allow })).toBe(hash(open));
  const account = (AWS: string): Json => policy({ ...allow, Principal: { AWS } });
  expect(hash(account('111122223333'))).toBe(hash(account('arn:aws:iam::111122223333:root')));
});

test('what was edited has another hash, even where its meaning is the same', () => {
  const edits = [
    policy({ ...allow, Sid: 'all' }),
    { ...open, Id: 'orders' },
    { ...open, Version: '2008-10-17' },
    policy({ ...allow, Resource: 'execute-api:/prod/*' }),
    policy(allow, allow),
  ];
  for (const document of edits) expect(hash(document)).not.toBe(hash(open));
  expect(hash(policy(fence(), allow))).not.toBe(hash(policy(allow, fence())));
});

test('no policy, and texts that are none, have hashes of their own', () => {
  const texts = [null, '{', '{{', '[]'];
  expect(new Set(texts.map((text) => hashPolicy(text, arn))).size).toBe(texts.length);
  expect(hashPolicy('', arn)).toBe(hashPolicy(null, arn));
});

test('a diff is one hunk with three lines around it', () => {
  expect(unifiedDiff(policy(allow), policy(allow, { Effect: 'Deny' }))).toBe(
    [
      '--- before',
      '+++ after',
      '@@ -7,6 +7,9 @@',
      '       "Principal": "*",',
      '       "Action": "execute-api:Invoke",',
      '       "Resource": "execute-api:/*"',
      '+    },',
      '+    {',
      '+      "Effect": "Deny"',
      '     }',
      '   ]',
      ' }',
      '',
    ].join('\n'),
  );
  expect(unifiedDiff(null, { a: 1 })).toBe('--- before\n+++ after\n@@ -0,0 +1,3 @@\n+{\n+  "a": 1\n+}\n');
  expect(unifiedDiff(open, open)).toBe('');
});
