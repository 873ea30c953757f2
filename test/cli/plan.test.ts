/** The command `plan` for policies in files: nobody is asked. */
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { allow, escaped, fence, fenced, open, policy, trusted } from '../support/check.ts';
import { expectGolden } from '../support/golden.ts';
import { runCli, type Ran } from '../support/terminal.ts';

const identity = ['--account', '111122223333', '--region', 'eu-west-1', '--api-id', 'abcde12345'];
const apiArn = 'arn:aws:execute-api:eu-west-1:111122223333:abcde12345';

/** An answer of get-rest-api, as text. */
const restApi = (policyText: string | undefined, more: object = {}): string =>
  JSON.stringify({
    id: 'abcde12345',
    name: 'orders',
    endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-0f1e2d3c4b5a69788'] },
    policy: policyText === undefined ? undefined : escaped(policyText),
    tags: { team: 'orders' },
    ...more,
  });

const plan = (text: string, ...args: readonly string[]): Promise<Ran> =>
  runCli(['plan', 'orders.json', ...args], { 'orders.json': text });

const json = z.looseObject({ kind: z.string(), notes: z.array(z.string()) });

async function planned(text: string, ...args: readonly string[]): Promise<z.infer<typeof json>> {
  return json.parse(JSON.parse((await plan(text, ...trusted, '--format', 'json', ...args)).out));
}

describe('what is printed', () => {
  test('text for people, which says what a file cannot tell', async () => {
    const ran = await plan(restApi(policy({ Sid: 'Everybody', ...allow })), ...trusted);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expectGolden('plan-file.txt', ran.out);
  });

  test('JSON for programs: the patch is as UpdateRestApi takes it', async () => {
    const value = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        allow,
        {
          Sid: 'PrivateApiGuardFence',
          ...fence,
          Resource: `${apiArn}/*`,
          Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-0a1b2c3d4e5f60718'] } },
        },
      ],
    });
    expect(await planned(restApi(open), ...identity)).toEqual({
      kind: 'plan',
      source: 'orders.json',
      restApiId: 'abcde12345',
      message: 'restrict the API to vpce-0a1b2c3d4e5f60718',
      trusted: { vpcIds: [], vpcEndpointIds: ['vpce-0a1b2c3d4e5f60718'] },
      patchOperations: [{ op: 'replace', path: '/policy', value }],
      before: { policyText: open, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      after: { policyText: value, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      diff: expect.stringContaining('+      "Sid": "PrivateApiGuardFence"'),
      stages: null,
      leftOpen: null,
      accessLost: [
        {
          sentence: expect.stringMatching(/^GET \/prod\/, unsigned, from vpc-/),
          witness: expect.objectContaining({ resource: `${apiArn}/prod/GET/` }),
        },
      ],
      wouldPublish: null,
      notes: [expect.stringContaining('a file knows no stages')],
    });
  });

  test('colours where the terminal has them, and nowhere else', async () => {
    const lines = (await plan(open, ...trusted)).out.split('\n');
    expect(lines).toContain('+      "Sid": "PrivateApiGuardFence",');
    const painted = await runCli(['plan', '-', ...trusted], { '-': open }, { color: true });
    expect(painted.out.split('\n')).toContain('\u001b[32m+      "Sid": "PrivateApiGuardFence",\u001b[39m');
  });
});

describe('what is found', () => {
  test.each([
    ['fenced', fenced],
    ['fenced, as API Gateway returns it', restApi(fenced.replaceAll('execute-api:/', `${apiArn}/`))],
  ])('nothing to do: %s', async (_what, text) => {
    expect(await plan(text, ...trusted)).toMatchObject({ code: 0, err: '' });
    const found = await planned(text);
    expect(found).toMatchObject({ kind: 'nothing', message: 'the policy keeps outsiders out already' });
    expect(found.notes).toContainEqual(expect.stringContaining('a file knows no stages'));
  });

  test('our own fence, written out for this API, is known again though the input does not tell which API it is', async () => {
    const first = z.object({ after: z.object({ policyText: z.string() }) }).parse(await planned(open, ...identity));
    const again = await planned(first.after.policyText.replaceAll('execute-api:/*"', `${apiArn}/*"`));
    expect(again).toMatchObject({ kind: 'nothing' });
    expect(again.notes).toContain('the saved policy has the fence already');
  });

  test('nothing to do, unless some method has another way in: that is said', async () => {
    const byAllow = policy({ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } } });
    const note = expect.stringContaining('--authorization identity-may-allow');
    expect((await planned(byAllow)).notes).toContainEqual(note);
    expect((await planned(byAllow, '--authorization', 'policy-only')).notes).not.toContainEqual(note);
    expect((await planned(byAllow, '--authorization', 'identity-may-allow')).kind).toBe('plan');
  });

  test('an API without a policy gets the fence alone', async () => {
    const found = await planned(restApi(undefined), ...identity);
    expect(found).toMatchObject({ kind: 'plan', before: { policyText: null } });
    expect(found.notes).toContain('the API has no policy: the fence alone grants nobody anything');
  });

  test('which API it is not known in full: the short form is written, and that is said', async () => {
    const found = await planned(open, '--region', 'eu-west-1');
    expect(JSON.stringify(found['patchOperations'])).toContain(String.raw`\"Resource\":\"execute-api:/*\"`);
    expect(found.notes).toContainEqual(expect.stringContaining('does not tell in full which API this is'));
  });

  test('a fence of ours for another API than the policy allows: to tell which one this is helps, and that is said', async () => {
    const elsewhere = { Sid: 'PrivateApiGuardFence', ...fence, Resource: `${apiArn}x/*` };
    const mixed = policy({ ...allow, Resource: `${apiArn}/*` }, elsewhere);
    const refused = await planned(mixed);
    expect(refused).toMatchObject({ kind: 'refusal', reason: 'not-proved' });
    expect(refused.notes).toContainEqual(expect.stringContaining('told that, there may be a plan'));
    expect((await planned(mixed, ...identity)).notes).toContain('the fence takes the place of 1 older one of ours');
  });

  test.each([
    ['not-private', restApi(open, { endpointConfiguration: { types: ['EDGE'] } }), []],
    ['exempt', restApi(open), ['--exempt-tag', 'team=orders']],
    ['malformed-policy', open.replace('"Effect":', '"Effect"'), []],
    ['malformed-policy', open.replace('"2012-10-17"', '1.0'), []],
    ['undecided', policy({ ...allow, Resource: 'execute-api:*' }), []],
    ['locks-everyone-out', policy({ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }), []],
    ['too-long', policy({ ...allow, Principal: { AWS: `arn:aws:iam::111122223333:role/${'r'.repeat(8000)}` } }), []],
  ])('refused: %s', async (reason, text, args) => {
    const ran = await plan(text, ...trusted, ...args);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toMatch(/^REFUSED {2}orders\.json.*\n {2}.+\n {2}what to do: .+\n/);
    expect(await planned(text, ...args)).toMatchObject({
      kind: 'refusal',
      reason,
      message: expect.any(String),
      advice: expect.any(String),
    });
  });

  test('a tag that exempts is asked for, and the input tells no tags: that is said', async () => {
    const found = await planned(open, '--exempt-tag', 'team');
    expect(found.notes).toContainEqual(expect.stringContaining('the input does not tell the tags'));
  });
});
