/** The acts in their order. Each changes the accounts for those after it. */
import type { Act } from './act.ts';
import { configFindsThem, theWitness, whoGetsIn } from './acts/before.ts';
import { inTheEnd } from './acts/end.ts';
import { dryRun, oneClick, refusal } from './acts/mend.ts';
import { aFault, halfDoneWork, theOthers } from './acts/way-back.ts';
import { startDemo, type Demo, type DemoOptions } from './world.ts';

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
 * @throws Error when the accounts cannot be set up, and when an act cannot go on, such as when a call is refused that the story does not tell of
 */
export async function* tell(options: DemoOptions = {}): AsyncGenerator<Act> {
  const { demo, close } = await startDemo(options);
  try {
    for (const act of acts) yield await act(demo);
  } finally {
    await close();
  }
}
