/** Waiting for what goes on by itself on the machine's clock. */

/** Milliseconds. */
const between = 20;

/** Asks until the answer is as wanted. The test's own time limit ends it. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, between));
  }
}
