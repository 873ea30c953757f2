/** The acts in their order. Each changes the accounts for those after it. */
import type { PolicyJudge } from '../../account/sandbox/core/judge.ts';
import type { Act } from './act.ts';
import { configFindsThem, theWitness, whoGetsIn } from './acts/before.ts';
import { inTheEnd } from './acts/end.ts';
import { dryRun, oneClick, refusal } from './acts/mend.ts';
import { aFault, halfDoneWork, theOthers } from './acts/way-back.ts';
import { startDemo, type Demo } from './world.ts';

const acts: readonly ((demo: Demo) => Promise<Act>)[] = [
  whoGetsIn,
  configFindsThem,
  theWitness,
  dryRun,
  oneClick,
  refusal,
  halfDoneWork,
  aFault,
  theOthers,
  inTheEnd,
];

/**
 * Each act as soon as it is over.
 * @param judge what the data plane asks about policies; the plain evaluator when left out
 * @throws Error when an act cannot go on, such as when a call is refused that the story does not tell of
 */
export async function* tell(judge?: PolicyJudge): AsyncGenerator<Act> {
  const { demo, close } = await startDemo(judge);
  try {
    for (const act of acts) yield await act(demo);
  } finally {
    await close();
  }
}
