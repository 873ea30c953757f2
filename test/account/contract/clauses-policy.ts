/** C8 and C9: how API Gateway keeps a policy. */
import { expect } from '@jest/globals';
import { decoded, member, refusal } from './answers.ts';
import { clause, type Clause } from './clause.ts';
import { allow, closed, exported, open, patchApi, policyOf, setPolicy, userAgentOf, withStage } from './steps.ts';
import type { Subject } from './subject.ts';

const everything = ({ partition, region, accountId, restApiId }: Subject): string =>
  `arn:${partition}:execute-api:${region}:${accountId}:${restApiId}/*`;

export const policyClauses: readonly Clause[] = [
  clause('C8.1', 'the policy of an answer is the inside of a JSON string literal, slashes escaped', async (subject) => {
    const policy = allow({ Resource: 'execute-api:/prod/GET/orders' });
    await setPolicy(subject, policy);
    const text = await policyOf(subject);
    expect(() => void JSON.parse(member(text))).toThrow(SyntaxError);
    expect(text).toMatch(/^\{\\"Version\\":\\"2012-10-17\\"/);
    expect(text).toContain(String.raw`\/prod\/GET\/orders`);
    expect(decoded(text)).toMatchObject({ Version: '2012-10-17' });
  }),
  clause('C8.2', 'UpdateRestApi takes plain JSON and answers with the escaped text', async (subject) => {
    const answered = await setPolicy(subject, open);
    expect(answered).toMatch(/^\{\\"/);
    expect(answered).toBe(await policyOf(subject));
  }),
  clause('C8.3', 'a resource execute-api:/… is stored as the ARN of this API', async (subject) => {
    await setPolicy(subject, allow({ Resource: ['execute-api:/*', 'execute-api:/prod/GET/orders'] }));
    expect(decoded(await policyOf(subject))).toMatchObject({
      Statement: { Resource: [everything(subject), everything(subject).replace('/*', '/prod/GET/orders')] },
    });
  }),
  clause('C8.4', 'a list of one resource is stored as the resource alone', async (subject) => {
    await setPolicy(subject, allow({ Resource: ['execute-api:/*'] }));
    expect(decoded(await policyOf(subject))).toMatchObject({
      Statement: { Resource: everything(subject) },
    });
  }),
  clause('C8.5', 'stars, {"AWS": "*"} and Sid come back unchanged', async (subject) => {
    const policy = allow({ Sid: 'Everybody', Principal: { AWS: '*' }, Action: '*', Resource: '*' });
    await setPolicy(subject, policy);
    expect(decoded(await policyOf(subject))).toEqual(policy);
  }),
  ...['no policy at all', '{"Version": "2012-10-17", "Statement": {"Effect": "Perhaps"}}'].map((text) =>
    clause('C8.6', `the text ${text} is refused, and the stored policy stays`, async (subject) => {
      await setPolicy(subject, open);
      const before = await policyOf(subject);
      expect(await refusal(setPolicy(subject, text))).toMatchObject({ name: 'BadRequestException', status: 400 });
      expect(await policyOf(subject)).toBe(before);
    }),
  ),
  clause('C8.8', 'an empty text removes the policy', async (subject) => {
    await setPolicy(subject, open);
    await patchApi(subject, { op: 'replace', path: '/policy', value: '' });
    expect(await policyOf(subject)).toBeUndefined();
  }),
  clause('C9.1', 'a policy of more than 8,192 characters is refused', async (subject) => {
    await setPolicy(subject, open);
    const before = await policyOf(subject);
    const long = allow({ Condition: userAgentOf(8192) });
    expect(await refusal(setPolicy(subject, long))).toMatchObject({ name: 'BadRequestException', status: 400 });
    expect(await policyOf(subject)).toBe(before);
  }),
  clause('C9.4', 'removing the policy of a deployed API changes nothing that its stage serves', async (subject) => {
    await setPolicy(subject, closed);
    await withStage(subject, async ({ stageName }) => {
      await setPolicy(subject, '');
      expect(await exported(subject, stageName)).toHaveProperty('x-amazon-apigateway-policy');
    });
  }),
];
