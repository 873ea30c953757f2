/** The same call to every API, before anything is done and in the end. */
import { cast, type ApiName, type DemoApi } from './cast.ts';
import type { Answers, Demo } from './world.ts';

/** What the story says of an API, and how it answers now. */
export interface AnsweredApi extends DemoApi {
  readonly name: ApiName;
  readonly now: Answers;
}

/** `GET /prod/orders` of every API, from the stranger and from the insider. */
export async function answersOf({ statusOf }: Demo): Promise<readonly AnsweredApi[]> {
  const answered: AnsweredApi[] = [];
  for (const api of cast) answered.push({ ...api, now: await statusOf(api.name) });
  return answered;
}
