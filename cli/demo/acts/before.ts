/** Before anything is done: who gets in, what AWS Config says, and the request that proves it. */
import type { Witness } from '../../../rule/verdict.ts';
import { check, table, text, type Act } from '../act.ts';
import { answersOf } from '../calls.ts';
import { cast } from '../cast.ts';
import { send } from '../../installation/send.ts';
import { insider, stranger } from '../network.ts';
import type { Demo } from '../world.ts';

export async function whoGetsIn(demo: Demo): Promise<Act> {
  const answered = await answersOf(demo);
  return {
    title: 'Eight private APIs of one account, and a stranger with a VPC endpoint of their own',
    told: [
      text('GET /prod/orders of each, as'),
      text(`  the stranger, through ${stranger.vpcEndpointId} of the account ${stranger.accountId}`),
      text(`  the insider, through ${insider.vpcEndpointId} of the account ${insider.accountId}`),
      table(
        ['API', 'stranger', 'insider', 'how it is set up'],
        answered.map(({ name, story, now: [outside, inside] }) => [name, String(outside), String(inside), story]),
      ),
    ],
    checks: answered.map(({ name, before, now }) =>
      check(`${name}: answers to the stranger and the insider`, before.join(' '), now.join(' ')),
    ),
  };
}

export async function configFindsThem({ evaluate }: Demo): Promise<Act> {
  const results = await evaluate();
  return {
    title: 'AWS Config evaluates the rule, which trusts one VPC endpoint',
    told: [
      table(
        ['API', 'AWS Config', 'annotation'],
        cast.map(({ name }) => [name, results(name).complianceType, results(name).annotation]),
      ),
    ],
    checks: cast.map(({ name, found }) => check(`${name}: what Config says`, found, results(name).complianceType)),
  };
}

/** The witness is sent as it stands. */
export async function theWitness(demo: Demo): Promise<Act> {
  const verdict = demo.logged('open')?.verdict;
  const witness = verdict?.verdict === 'NON_COMPLIANT' ? verdict.findings[0].witness : null;
  if (witness === null) throw new Error('the rule has logged no witness against `open`');
  const status = await replay(demo, witness);
  return {
    title: 'The witness against `open`: the rule shows a request that gets in. Here it is, sent',
    told: [
      table(
        ['request', `${witness.method} ${witness.resource}`],
        [
          ['caller', witness.principalArn ?? 'unsigned'],
          ['VPC', witness.sourceVpc],
          ['VPC endpoint', witness.sourceVpce],
          ['answer', String(status)],
        ],
      ),
    ],
    checks: [check('the answer to the witness', 200, status)],
  };
}

function replay({ endpoint, idOf }: Demo, { sourceVpc, sourceVpce, stage, path, method }: Witness): Promise<number> {
  const from = { vpcEndpointId: sourceVpce, vpcId: sourceVpc, accountId: stranger.accountId };
  return send(endpoint, from, { restApiId: idOf('open'), stageName: stage, path: `/${path}`, method });
}
