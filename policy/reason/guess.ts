/**
 * ARNs worth trying before any exact search: the patterns that a request must match, their wildcards filled in with plain
 * words. A guess may be wrong; whoever uses it tests it.
 */
import type { ApiIdentity } from '../request.ts';
import type { Guesses } from '../text/find.ts';
import type { Pattern } from '../text/pattern.ts';
import type { TextSet } from '../text/textset.ts';
import { hasWildcard } from '../text/glob.ts';
import { methods } from './resource.ts';

interface Choice {
  readonly stage: string;
  readonly method: string;
  readonly path: string;
  /** `/STAGE/METHOD/PATH` */
  readonly route: string;
}

const choice = (stage: string, method: string, path: string): Choice => ({
  stage,
  method,
  path,
  route: `/${stage}/${method}/${path}`,
});
const [firstMethod, ...otherMethods] = methods;
const choices: readonly Choice[] = [
  choice('prod', firstMethod, ''),
  ...otherMethods.map((method) => choice('prod', method, '')),
  choice('prod', firstMethod, 'x'),
  choice('x', firstMethod, ''),
  choice('x', 'HEAD', 'x'),
];

/** What stands in for a part of the API's identity that nobody told. */
const anyApi = {
  partition: 'aws',
  region: 'us-east-1',
  accountId: '123456789012',
  restApiId: 'a1b2c3d4e5',
} as const;

/** The ARN of the API, what is not known of it filled in. */
export const exampleApiArn = ({ partition, region, accountId, restApiId }: ApiIdentity): string =>
  `arn:${partition ?? anyApi.partition}:execute-api:${region ?? anyApi.region}:${accountId ?? anyApi.accountId}:${restApiId ?? anyApi.restApiId}`;

/** For each choice of stage, method and path, each pattern that a resource has to match filled in with it. */
export function resourceGuesses(api: ApiIdentity, sets: readonly TextSet[]): Guesses {
  const patterns: Pattern[] = [];
  for (const set of sets) if (!set.negated) patterns.push(...set.patterns);
  const each = Math.max(1, patterns.length);
  return (number) => {
    const chosen = choices[Math.floor(number / each)];
    if (chosen === undefined) return null;
    const pattern = patterns[number % each];
    return pattern === undefined ? exampleApiArn(api) + chosen.route : fillPattern(pattern, api, chosen);
  };
}

function fillPattern(pattern: Pattern, api: ApiIdentity, chosen: Choice): string {
  switch (pattern.form) {
    case 'route':
      return exampleApiArn(api) + fillRoute(pattern.text, chosen);
    case 'glob':
    case 'literal':
    case 'folded':
      return fillArn(pattern.text, api, chosen);
    case 'tokens':
      return exampleApiArn(api) + chosen.route;
  }
}

function fillArn(pattern: string, api: ApiIdentity, chosen: Choice): string {
  const slash = pattern.indexOf('/');
  const head = slash === -1 ? pattern : pattern.slice(0, slash);
  const route = slash === -1 ? chosen.route : fillRoute(pattern.slice(slash), chosen);
  if (!hasWildcard(head)) return head + route;
  const known = exampleApiArn(api).split(':');
  const parts = head.split(':');
  return known.map((part, place) => fill(parts[place] ?? '*', part)).join(':') + route;
}

/** A route of one, two or three stars takes in all of them. */
const everyRoute = /^(?:\/\*){1,3}$/;

function fillRoute(pattern: string, { stage, method, path, route }: Choice): string {
  if (everyRoute.test(pattern)) return route;
  const [, stagePart = '*', methodPart = '*', first = '*', ...more] = pattern.split('/');
  const filled = [fill(first, path), ...more.map((part) => fill(part, 'x'))].join('/');
  return `/${fill(stagePart, stage)}/${fill(methodPart, method)}/${filled}`;
}

const fill = (part: string, value: string): string =>
  part === '*' ? value : part.replaceAll('*', '').replaceAll('?', 'a');
