import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arnPattern } from '../../policy/condition/arn.ts';
import { shortestText } from '../../policy/text/automaton.ts';
import { Budget, standardLimits } from '../../policy/text/budget.ts';
import { findText, type TextDomain } from '../../policy/text/find.ts';
import { globMatches } from '../../policy/text/glob.ts';
import { folded, glob, literal, matches, tokenPattern, tokensOf, type Pattern } from '../../policy/text/pattern.ts';
import { anyOf, coversPattern, everyText, textSetHas, type TextSet } from '../../policy/text/textset.ts';
import { runs } from '../support/runs.ts';

const smallText = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 6 });
const smallGlob = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '*', '?', '*'), maxLength: 6 });

/** The definition of wildcards, word for word. */
function obviousMatch(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*'))
    return obviousMatch(pattern.slice(1), text) || (text !== '' && obviousMatch(pattern, text.slice(1)));
  return (
    text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && obviousMatch(pattern.slice(1), text.slice(1))
  );
}

const smallPattern: fc.Arbitrary<Pattern> = fc.oneof(
  { weight: 4, arbitrary: smallGlob.map(glob) },
  { weight: 1, arbitrary: smallText.map(literal) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('a', 'A', 'b'), maxLength: 3 }).map(folded) },
  { weight: 1, arbitrary: smallGlob.map((text) => arnPattern(`${text}:a:*:b:?:*`) ?? literal(text)) },
);

const smallSet: fc.Arbitrary<TextSet> = fc.record({
  patterns: fc.array(smallPattern, { minLength: 1, maxLength: 2 }),
  negated: fc.boolean(),
});

const freshBudget = (): Budget => new Budget(standardLimits);

/** Every text of up to five of the letters that patterns are made of, and one other. */
const shortTexts: readonly string[] = (() => {
  let texts = [''];
  const all = [''];
  for (let length = 1; length <= 5; length += 1) {
    texts = texts.flatMap((text) => ['a', 'b', ':', '/', 'c'].map((char) => text + char));
    all.push(...texts);
  }
  return all;
})();

const everything: TextDomain = { has: () => true, texts: () => everyText, cover: null, mayMeet: () => true };

test('globMatches is the definition of wildcards', () => {
  fc.assert(
    fc.property(smallGlob, smallText, (pattern, text) => {
      expect(globMatches(pattern, text)).toBe(obviousMatch(pattern, text));
    }),
    runs(),
  );
});

test('a pattern and its tokens take in the same texts', () => {
  fc.assert(
    fc.property(smallPattern, smallText, (pattern, text) => {
      expect(matches(tokenPattern(tokensOf(pattern)), text)).toBe(matches(pattern, text));
    }),
    runs(),
  );
});

test('a pattern that is seen to cover another takes in all that the other does', () => {
  let seen = 0;
  fc.assert(
    fc.property(smallPattern, smallPattern, (wide, narrow) => {
      if (!coversPattern(wide, narrow)) return;
      seen += 1;
      expect(shortestText([anyOf([narrow]), { patterns: [wide], negated: true }], freshBudget())).toBeNull();
    }),
    runs(),
  );
  expect(seen).toBeGreaterThan(100);
});

describe('the automata decide emptiness', () => {
  test('a text found is in every set, and none is shorter', () => {
    fc.assert(
      fc.property(fc.array(smallSet, { minLength: 1, maxLength: 4 }), (sets) => {
        const text = shortestText(sets, freshBudget());
        if (typeof text !== 'string') return;
        expect(sets.map((set) => textSetHas(set, text))).toEqual(sets.map(() => true));
        expect(
          shortTexts.filter((short) => short.length < text.length && sets.every((set) => textSetHas(set, short))),
        ).toEqual([]);
      }),
      runs(),
    );
  });

  test('where none is found, there is none among all short texts', () => {
    let none = 0;
    fc.assert(
      fc.property(fc.array(smallSet, { minLength: 1, maxLength: 4 }), (sets) => {
        if (shortestText(sets, freshBudget()) !== null) return;
        none += 1;
        expect(shortTexts.filter((text) => sets.every((set) => textSetHas(set, text)))).toEqual([]);
      }),
      runs(),
    );
    expect(none).toBeGreaterThan(100);
  });
});

describe('findText', () => {
  test('agrees with the automata, guesses or not', () => {
    fc.assert(
      fc.property(
        fc.array(smallSet, { minLength: 1, maxLength: 4 }),
        fc.array(smallText, { maxLength: 3 }),
        (sets, guesses) => {
          const found = findText(everything, sets, (number) => guesses[number] ?? null, freshBudget());
          const text = shortestText(sets, freshBudget());
          expect(found.kind).toBe(text === null ? 'none' : 'found');
          if (found.kind === 'found') expect(sets.every((set) => textSetHas(set, found.value))).toBe(true);
        },
      ),
      runs(),
    );
  });

  test('the sets it blames for finding nothing exclude each other', () => {
    fc.assert(
      fc.property(fc.array(smallSet, { minLength: 1, maxLength: 5 }), (sets) => {
        const found = findText(everything, sets, () => null, freshBudget());
        if (found.kind !== 'none') return;
        expect(
          shortestText(
            found.core.flatMap((index) => sets[index] ?? []),
            freshBudget(),
          ),
        ).toBeNull();
      }),
      runs(),
    );
  });
});
