/** What is known of an API before its remediation is planned, from an account in memory. */
import { expect, test } from '@jest/globals';
import { isRestApiId } from '../../account/ports.ts';
import { readKnown } from '../../remediation/known.ts';
import { fakeAccount } from '../support/account.ts';
import { parseVpcEndpointId } from '../../policy/ids.ts';
import { policies, trustedEndpoint } from '../support/rule.ts';

const nobody = { vpcIds: [], vpcEndpointIds: [] };
const id = 'a1b2c3d4e5';

test('a stage with a canary is known by its own deployment, though another stage serves that of the canary', async () => {
  const stages = {
    test: { deploymentId: 'dtest', policy: policies.open },
    prod: {
      deploymentId: 'dprod',
      policy: policies.fenced,
      canary: { deploymentId: 'dtest', percentTraffic: 10 },
    },
  };
  if (!isRestApiId(id)) throw new Error(`${id} is no id`);
  const account = fakeAccount({ apis: new Map([[id, { policyText: JSON.stringify(policies.open), stages }]]) });
  const known = await readKnown(account, id, nobody, null);
  const statements = known.stages.map(({ stageName, served }) => [
    stageName,
    served.kind === 'read' && served.policy.kind === 'policy' && served.policy.policy.statements.length,
  ]);
  expect(statements).toEqual([
    ['test', 1],
    ['prod', 2],
  ]);
});

test('the deployed methods are known by their deployment where the verdict for those who are to get in depends on them', async () => {
  const stages = { prod: { policy: policies.conditioned, methods: ['NONE'], summary: ['AWS_IAM'] } };
  const trusted = parseVpcEndpointId(trustedEndpoint);
  if (!isRestApiId(id) || trusted === null) throw new Error('an id of the test is malformed');
  const account = fakeAccount({ apis: new Map([[id, { policyText: JSON.stringify(policies.fenced), stages }]]) });
  const known = await readKnown(account, id, { vpcIds: [], vpcEndpointIds: [trusted] }, null);
  expect(known.stages).toMatchObject([{ stageName: 'prod', served: { authorization: 'identity-may-allow' } }]);
});
