/** The way back: somebody's half-done work is not published, and a fault in the middle leaves the API as it was. */
import { check, table, text, type Act } from '../act.ts';
import type { Execution } from '../answers.ts';
import type { ApiName } from '../cast.ts';
import { answerOf, stepsOf } from '../steps.ts';
import type { Demo } from '../world.ts';

async function comesBack(
  demo: Demo,
  name: ApiName,
  run: () => Promise<Execution>,
): Promise<[Execution, Act['checks']]> {
  const look = async (): Promise<string> => JSON.stringify([await demo.stateOf(name), await demo.statusOf(name)]);
  const before = await look();
  const execution = await run();
  const isAsBefore = before === (await look());
  return [
    execution,
    [
      check(`${name}: status of the execution`, 'Failed', execution.status),
      check(`${name}: rolled back`, 'rolled-back', execution.outputs['RollBack.Status']?.[0]),
      check(`${name}: policy, deployments and answers as before`, 'yes', isAsBefore ? 'yes' : 'no'),
    ],
  ];
}

export async function halfDoneWork(demo: Demo): Promise<Act> {
  const [execution, checks] = await comesBack(demo, 'pending-edit', () => demo.remediate('pending-edit'));
  return {
    title: 'Clicked for `pending-edit`: a deployment would publish POST /refunds, so everything is undone',
    told: [stepsOf(execution)],
    checks: [
      ...checks,
      check('pending-edit: what Redeploy answers', 'pending-changes', answerOf(execution, 'Redeploy')),
      check(
        'pending-edit: what is listed',
        'prod: /refunds is new',
        execution.outputs['Redeploy.Published']?.join('; '),
      ),
    ],
  };
}

const publish = { PendingChanges: ['Publish'] };

export async function aFault(demo: Demo): Promise<Act> {
  const { faults } = demo.world;
  faults.inject({ kind: 'deny', service: 'apigateway', operation: 'UpdateStage' });
  const [execution, checks] = await comesBack(demo, 'pending-edit', () => demo.startRunbook('pending-edit', publish));
  faults.clear();
  return {
    title: 'Its owner says Publish; but just then API Gateway denies UpdateStage (an injected fault)',
    told: [stepsOf(execution)],
    checks: [
      ...checks,
      check('pending-edit: what Redeploy answers under the fault', 'failed', answerOf(execution, 'Redeploy')),
      check(
        'pending-edit: what failed',
        'apigateway:UpdateStage',
        execution.outputs['Redeploy.Message']?.[0]?.split(': ')[0],
      ),
    ],
  };
}

const others = ['not-deployed', 'no-policy', 'canary'] as const;

export async function theOthers(demo: Demo): Promise<Act> {
  const runs: { readonly name: ApiName; readonly execution: Execution }[] = [
    { name: 'pending-edit', execution: await demo.startRunbook('pending-edit', publish) },
  ];
  for (const name of others) runs.push({ name, execution: await demo.remediate(name) });
  return {
    title: 'Without the fault; and a click for each that is left',
    told: [
      table(
        ['API', 'execution', 'what it says'],
        runs.map(({ name, execution }) => [name, execution.status, lastWord(execution)]),
      ),
      text(
        '`canary` is left: nobody moves a canary but its owner, the stage would stay open, and so nothing is a success.',
      ),
    ],
    checks: runs.map(({ name, execution }) =>
      check(`${name}: status of the execution`, name === 'canary' ? 'Failed' : 'Success', execution.status),
    ),
  };
}

/** Of the last step of the way forward. */
const lastWord = ({ outputs }: Execution): string =>
  (outputs['Verify.Message'] ?? outputs['Plan.Message'] ?? []).join(' ');
