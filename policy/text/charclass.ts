/**
 * The alphabet: UTF-16 code units, in classes. A symbol is one code unit, a class, or the two cases of a letter. Texts are
 * told apart only by the symbols of the patterns at hand, so a search needs one representative for each cell of units that all
 * classes treat alike.
 */

export type CharClass =
  | 'any'
  | 'not-colon'
  | 'not-slash'
  | 'digit'
  | 'lower-or-digit'
  | 'letter-or-digit'
  | 'lower-or-hyphen'
  | 'lower-digit-or-hyphen'
  | 'stage'
  | 'visible'
  | 'visible-not-slash'
  | 'session';

/** A pair is a letter in both cases. */
export type CharSymbol = number | CharClass | readonly [number, number];

const codes = (text: string): ReadonlySet<number> => new Set(Array.from(text, (char) => char.charCodeAt(0)));
const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
const upperCase = lowerCase.toUpperCase();
const digits = '0123456789';
const colon = 0x3a;
const slash = 0x2f;

const members = {
  digit: codes(digits),
  'lower-or-digit': codes(lowerCase + digits),
  'letter-or-digit': codes(lowerCase + upperCase + digits),
  'lower-or-hyphen': codes(`${lowerCase}-`),
  'lower-digit-or-hyphen': codes(`${lowerCase}${digits}-`),
  stage: codes(`${lowerCase}${upperCase}${digits}_-`),
  session: codes(`${lowerCase}${upperCase}${digits}_=,.@-`),
} as const satisfies Partial<Record<CharClass, ReadonlySet<number>>>;

const isVisible = (code: number): boolean => code >= 0x21 && code <= 0x7e;

export function classHas(charClass: CharClass, code: number): boolean {
  switch (charClass) {
    case 'any':
      return true;
    case 'not-colon':
      return code !== colon;
    case 'not-slash':
      return code !== slash;
    case 'visible':
      return isVisible(code);
    case 'visible-not-slash':
      return isVisible(code) && code !== slash;
    default:
      return members[charClass].has(code);
  }
}

export function symbolHas(symbol: CharSymbol, code: number): boolean {
  if (typeof symbol === 'number') return symbol === code;
  return typeof symbol === 'string' ? classHas(symbol, code) : symbol[0] === code || symbol[1] === code;
}

const allClasses: readonly CharClass[] = [
  'any',
  'not-colon',
  'not-slash',
  'visible',
  'visible-not-slash',
  'digit',
  'lower-or-digit',
  'letter-or-digit',
  'lower-or-hyphen',
  'lower-digit-or-hyphen',
  'stage',
  'session',
];

/** Code units to draw representatives from, the ones that read best first; é stands for all that is not ASCII. */
const drawable = `${lowerCase}${digits}${upperCase}-_/:.=,@+~!$&'()*;?#%[]{}|<>^"\\\` \u00e9\u00ea\u00eb`;

const cells: readonly (readonly number[])[] = (() => {
  const bySignature = new Map<string, number[]>();
  for (const code of codes(drawable)) {
    const signature = allClasses.map((one) => (classHas(one, code) ? '1' : '0')).join('');
    bySignature.set(signature, [...(bySignature.get(signature) ?? []), code]);
  }
  return [...bySignature.values()];
})();

/** Every code unit among the symbols, and a representative of the rest of each cell. Sorted, so that searches are deterministic. */
export function alphabetOf(symbols: Iterable<CharSymbol>): readonly number[] {
  const named = new Set<number>();
  for (const symbol of symbols) {
    if (typeof symbol === 'number') named.add(symbol);
    else if (typeof symbol !== 'string') symbol.forEach((code) => named.add(code));
  }
  const representatives = cells.map((cell) => cell.find((code) => !named.has(code)));
  const all = [...representatives.filter((code) => code !== undefined), ...[...named].sort((a, b) => a - b)];
  return all;
}
