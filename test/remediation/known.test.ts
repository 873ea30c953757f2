import { expect, test } from '@jest/globals';
import { isRestApiId } from '../../account/ports.ts';
import { readKnown } from '../../remediation/known.ts';
import { fakeAccount } from '../support/account.ts';
import { policies } from '../support/rule.ts';

test('a stage with a canary is known by its own deployment, though another stage serves that of the canary', async () => {
  const stages = {
    test: { deploymentId: 'dtest', policy: policies.open },
    prod: {
      deploymentId: 'dprod',
      policy: policies.fenced,
      canary: { deploymentId: 'dtest', percentTraffic: 10 },
    },
  };
  const id = 'a1b2c3d4e5';
  if (!isRestApiId(id)) throw new Error(`${id} is no id`);
  const account = fakeAccount({ apis: new Map([[id, { policyText: JSON.stringify(policies.open), stages }]]) });
  const known = await readKnown(account, id, null);
  const statements = known.stages.map(({ stageName, served }) => [
    stageName,
    served.kind === 'read' && served.policy.kind === 'policy' && served.policy.policy.statements.length,
  ]);
  expect(statements).toEqual([
    ['test', 1],
    ['prod', 2],
  ]);
});
