/** Policies made to be hard: the largest that API Gateway takes, and patterns that no small automaton knows. */

const limit = 8192;

interface Statement {
  readonly Effect: string;
  readonly Principal: string;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: object;
}

const statement = (effect: string, resource: string, condition?: object): Statement => ({
  Effect: effect,
  Principal: '*',
  Action: '*',
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** Short, so that sixty statements fit. */
export const trustedVpc = 'vpc-1';

const outside = { StringNotEquals: { 'aws:SourceVpc': trustedVpc } };

const document = (statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/**
 * Sixty statements within the limit of 8,192 characters: an Allow of everything, a fence for each of 58 routes, and one more.
 * @param closed whether the last fence is over everything
 */
export function sixtyRoutes(closed: boolean): string {
  const routes = Array.from({ length: 58 }, (_, i) => statement('Deny', `execute-api:/*/${i}`, outside));
  const last = statement('Deny', closed ? 'execute-api:/*' : 'execute-api:/*/58', outside);
  return within(document([statement('Allow', 'execute-api:/*'), ...routes, last]));
}

/** Patterns of many stars on both sides: each Deny cuts something out of what the Allow lets in. */
export function starredPatterns(letters: string): string {
  const starred = (word: string): string => `execute-api:/*/*/*${Array.from(word, (char) => `${char}*`).join('')}`;
  const rotations = Array.from({ length: letters.length }, (_, i) => letters.slice(i) + letters.slice(0, i));
  return within(
    document([
      statement('Allow', starred(letters)),
      ...rotations.slice(1).map((word) => statement('Deny', starred(word), outside)),
    ]),
  );
}

/** Patterns with `?` after a star, whose deterministic automata double with every `?`, all of which a request has to match. */
export function questionMarks(count: number): string {
  const required = Array.from({ length: count }, (_, i) => {
    const { Resource, ...rest } = statement(
      'Deny',
      `execute-api:/prod/GET/*${'ab'[i % 2] ?? ''}${'?'.repeat(i)}`,
      outside,
    );
    return { ...rest, NotResource: Resource };
  });
  return within(document([statement('Allow', 'execute-api:/*'), ...required]));
}

function within(text: string): string {
  if (text.length > limit) throw new Error(`the policy has ${text.length} characters: API Gateway takes ${limit}`);
  return text;
}
