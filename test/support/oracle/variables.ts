// In: a statement. Out: the keys whose variables it needs, and whether they have values.
// Promise: without a value and without a default a variable may make the whole statement invalid (semantics §4.2), so
// then the statement surely matches nothing.
import { conditionTests, listOf, textOfScalar } from './document.ts';
import { piecesOf } from './operand.ts';
import { NotEncodable } from './question.ts';
import { and, no, yes } from './term.ts';
import type { Json } from './document.ts';
import type { Scene } from './scene.ts';
import type { Term } from './term.ts';

export function variablesHaveValues(scene: Scene, statement: Json): Term {
  const texts = textsOf(statement).filter((text) => text.includes('${'));
  if (scene.dialect === 'plain' || texts.length === 0) return yes;
  if (scene.dialect === 'unclear') return no;
  return and(texts.flatMap((text) => presentIn(scene, text)));
}

function presentIn(scene: Scene, text: string): readonly Term[] {
  return (piecesOf(text, scene.dialect) ?? []).flatMap((piece) => {
    if (piece.kind !== 'variable' || piece.fallback !== null) return [];
    const key = scene.keys(piece.key);
    if (key.multivalued) throw new NotEncodable(`a variable for \`${key.name}\``);
    return [key.present];
  });
}

/** Where variables can stand: resources, and the values of text and ARN operators. */
function textsOf(statement: Json): readonly string[] {
  const resources = [...listOf(statement['Resource']), ...listOf(statement['NotResource'])];
  const values = conditionTests(statement).flatMap((test) =>
    test?.operator?.family === 'text' || test?.operator?.family === 'arn' ? test.values.map(textOfScalar) : [],
  );
  return [...resources, ...values].filter((text) => typeof text === 'string');
}
