/**
 * The resource of a request: the ARNs that can occur, what a Resource element takes in, and ARNs to guess.
 * `arn:PARTITION:execute-api:REGION:ACCOUNT:APIID/STAGE/METHOD/PATH`
 */
import { clear, complementBounds, type Bounds } from '../bounds.ts';
import { resourcePattern } from '../condition/arn.ts';
import {
  hasVariable,
  readTemplate,
  templateGlob,
  variablesIn,
  type Piece,
  type Template,
} from '../condition/template.ts';
import { hasClearForm, type ResourceEntry, type Statement, type VariableReading } from '../document.ts';
import { unknownApi, type ApiIdentity } from '../request.ts';
import type { TextDomain } from '../text/find.ts';
import {
  atLeastOne,
  glob,
  many,
  route,
  tokenPattern,
  tokensOf,
  word,
  type Pattern,
  type Token,
} from '../text/pattern.ts';
import { anyOf, complementText, everyText, noText, unclearText, unionBounds, type TextSet } from '../text/textset.ts';

export const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const;

/** The ARN of the API when all of it is known, else null. */
export function knownApiArn(api: ApiIdentity): string | null {
  const { partition, region, accountId, restApiId } = api;
  if (partition === null || region === null || accountId === null || restApiId === null) return null;
  return `arn:${partition}:execute-api:${region}:${accountId}:${restApiId}`;
}

export function resourceBounds(statement: Statement, api: ApiIdentity, variables: VariableReading): Bounds<TextSet> {
  const { resource } = statement;
  if (resource.kind === 'unmodelled') return unclearText;
  const positive = unionBounds(
    resource.entries.map((entry) => entryBounds(entry, hasClearForm(entry, statement), api, variables)),
  );
  return resource.negated ? complementBounds(positive, complementText) : positive;
}

const everyResource = clear(everyText);

function entryBounds(
  entry: ResourceEntry,
  isClearForm: boolean,
  api: ApiIdentity,
  variables: VariableReading,
): Bounds<TextSet> {
  if (entry.kind === 'all') return everyResource;
  if (entry.kind === 'unmodelled') return unclearText;
  const text = entry.kind === 'own' ? entry.route : entry.text;
  const plain = variables === 'literal' || !hasVariable(text);
  const template: Template | null = plain ? [{ kind: 'plain', text }] : readTemplate(text);
  if (template === null || (!plain && variables === 'unclear')) return unclearText;
  const widest = plain ? template : template.map(withoutVariable);
  const set = anyOf([entry.kind === 'own' ? ownPattern(widest, api) : resourcePattern(widest)]);
  const isClear = isClearForm && (plain || variablesIn(template).length === 0);
  return isClear ? clear(set) : { must: noText, may: set };
}

const withoutVariable = (piece: Piece): Piece => (piece.kind === 'variable' ? { kind: 'plain', text: '*' } : piece);

/** `execute-api:/…`, at the API that carries the policy. */
function ownPattern(template: Template, api: ApiIdentity): Pattern {
  const arn = knownApiArn(api);
  const [only, ...more] = template;
  if (only?.kind === 'plain' && more.length === 0) return arn === null ? route(only.text) : glob(arn + only.text);
  if (arn !== null) return templateGlob([{ kind: 'plain', text: arn }, ...template]);
  return tokenPattern([many('not-slash'), ...tokensOf(templateGlob(template))]);
}

const pathShape = /^[!-~]*$/;
const shapes = {
  partition: /^aws[a-z-]*$/,
  region: /^[a-z0-9-]+$/,
  accountId: /^[0-9]+$/,
  restApiId: /^[A-Za-z0-9]+$/,
} as const satisfies Record<keyof ApiIdentity, RegExp>;

/** Whether a text can be this part of an API's ARN. */
export const isIdentityPart = (part: keyof ApiIdentity, text: string): boolean => shapes[part].test(text);

const domains = new WeakMap<ApiIdentity, TextDomain>();

/** Kept as long as the identity is: it serves many searches. */
export function resourceDomain(api: ApiIdentity): TextDomain {
  const known = domains.get(api) ?? makeDomain(api);
  domains.set(api, known);
  return known;
}

function makeDomain(api: ApiIdentity): TextDomain {
  const arn = knownApiArn(api);
  let texts: TextSet | null = null;
  return {
    has: (text) => isResource(text, api),
    texts: () => (texts ??= anyOf(methods.map((method) => tokenPattern(resourceTokens(api, method))))),
    cover: arn === null ? route('/*/*/*') : glob(`${arn}/*/*/*`),
    mayMeet: (pattern) => mayMeet(pattern, api),
  };
}

/** The places between colons, then the places between slashes. */
interface Places {
  readonly head: readonly string[];
  readonly restApiId: string;
  readonly route: readonly string[];
}

function placesOf(text: string): Places {
  const parts = text.split(':');
  const [restApiId = '', ...route] = parts.slice(5).join(':').split('/');
  return { head: parts.slice(0, 5), restApiId, route };
}

const anyResource =
  /^arn:aws[a-z-]*:execute-api:[a-z0-9-]+:[0-9]+:[A-Za-z0-9]+\/[A-Za-z0-9_-]+\/(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\/[!-~]*$/;

function isResource(text: string, api: ApiIdentity): boolean {
  if (!anyResource.test(text)) return false;
  if (api === unknownApi) return true;
  const { head, restApiId } = placesOf(text);
  return head.every((part, place) => isHeadPart(part, place, api)) && isPart(api, 'restApiId', restApiId);
}

/** Judges a pattern by what stands before its first wildcard. */
function mayMeet(pattern: Pattern, api: ApiIdentity): boolean {
  if (pattern.form === 'tokens' || pattern.form === 'folded') return true;
  const beginning = pattern.text.slice(0, pattern.text.search(/[*?]|$/));
  return canBegin(pattern.form === 'route' ? `${anyApiArn(api)}${beginning}` : beginning, api);
}

const anyApiArn = ({ partition, region, accountId, restApiId }: ApiIdentity): string =>
  `arn:${partition ?? 'aws'}:execute-api:${region ?? 'r'}:${accountId ?? '1'}:${restApiId ?? 'a'}`;

/** Looks at each place by itself, so it may say yes where an exact look would say no. */
function canBegin(beginning: string, api: ApiIdentity): boolean {
  const { head, restApiId, route } = placesOf(beginning);
  const last = beginning.split(':').length > 5 ? 5 : head.length - 1;
  if (!head.every((part, place) => (place < last ? isHeadPart(part, place, api) : canBeginHead(part, place))))
    return false;
  const [stage, method, ...path] = route;
  if (stage === undefined) return /^[A-Za-z0-9]*$/.test(restApiId);
  if (!isPart(api, 'restApiId', restApiId) || !/^[A-Za-z0-9_-]*$/.test(stage)) return false;
  if (method === undefined) return true;
  if (stage === '' || !methods.some((one) => one.startsWith(method))) return false;
  return path.length === 0 || (methods.some((one) => one === method) && pathShape.test(path.join('/')));
}

const canBeginHead = (part: string, place: number): boolean =>
  place === 0 ? 'arn'.startsWith(part) : place === 2 ? 'execute-api'.startsWith(part) : /^[a-z0-9-]*$/.test(part);

function isHeadPart(part: string, place: number, api: ApiIdentity): boolean {
  switch (place) {
    case 0:
      return part === 'arn';
    case 1:
      return isPart(api, 'partition', part);
    case 2:
      return part === 'execute-api';
    case 3:
      return isPart(api, 'region', part);
    default:
      return isPart(api, 'accountId', part);
  }
}

const isPart = (api: ApiIdentity, part: keyof ApiIdentity, text: string): boolean =>
  api[part] === null ? isIdentityPart(part, text) : api[part] === text;

function resourceTokens(api: ApiIdentity, method: string): readonly Token[] {
  const part = (known: string | null, free: readonly Token[]): readonly Token[] =>
    known === null ? free : word(known);
  return [
    ...word('arn:'),
    ...part(api.partition, [...word('aws'), many('lower-or-hyphen')]),
    ...word(':execute-api:'),
    ...part(api.region, atLeastOne('lower-digit-or-hyphen')),
    ...word(':'),
    ...part(api.accountId, atLeastOne('digit')),
    ...word(':'),
    ...part(api.restApiId, atLeastOne('letter-or-digit')),
    ...word('/'),
    ...atLeastOne('stage'),
    ...word(`/${method}/`),
    many('visible'),
  ];
}
