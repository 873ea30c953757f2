/** The end: the same calls and the same question as in the beginning. */
import { check, table, type Act } from '../act.ts';
import { answersOf } from '../calls.ts';
import type { Demo } from '../world.ts';

export async function inTheEnd(demo: Demo): Promise<Act> {
  const results = await demo.evaluate();
  const answered = await answersOf(demo);
  return {
    title: 'The same calls again, and AWS Config again',
    told: [
      table(
        ['API', 'stranger', 'insider', 'AWS Config'],
        answered.map(({ name, now: [outside, inside] }) => [
          name,
          String(outside),
          String(inside),
          results(name).complianceType,
        ]),
      ),
    ],
    checks: answered.flatMap(({ name, after, inTheEnd: end, now }) => [
      check(`${name}: answers to the stranger and the insider in the end`, after.join(' '), now.join(' ')),
      check(`${name}: what Config says in the end`, end, results(name).complianceType),
    ]),
  };
}
