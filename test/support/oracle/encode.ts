// In: a question. Out: SMT-LIB 2 text that is satisfiable exactly when the answer is "yes, there is such a request".
// Promise: written from docs/semantics.md alone; what cannot be encoded exactly throws NotEncodable.
import { actionMatches } from './action.ts';
import { conditionsHold } from './condition.ts';
import { dialectOf, statementsOf } from './document.ts';
import { keyTable } from './keys.ts';
import { endpointFacts, isInside } from './network.ts';
import { principalMatches } from './principal.ts';
import { every } from './reading.ts';
import { requestOf } from './request.ts';
import { resourceMatches } from './resource.ts';
import { and, not, or, yes } from './term.ts';
import { usageOf } from './usage.ts';
import { variablesHaveValues } from './variables.ts';
import { World } from './world.ts';
import type { Scene } from './scene.ts';
import type { Json } from './document.ts';
import type { OracleQuestion } from './question.ts';
import type { Request } from './request.ts';
import type { Term } from './term.ts';

export function encode(question: OracleQuestion): string {
  const world = new World();
  const request = requestOf(world, question);
  const keys = keyTable(world, request, usageOf(question.policy));
  const scene = { world, keys, dialect: dialectOf(question.policy), reading: question.reading };
  const inside = isInside(world, request, keys, question.trusted);
  const place = { outside: not(inside), inside, anywhere: yes }[question.scope];
  const facts = endpointFacts(world, request, question.trusted);
  return world.text([place, facts, letIn(scene, request, question)]);
}

/** Some Allow matches, unless another policy may allow; and no Deny matches. */
function letIn(scene: Scene, request: Request, { policy, authorization, reading }: OracleQuestion): Term {
  const matching = (effect: 'Allow' | 'Deny'): Term => {
    const side = (effect === 'Allow') === (reading === 'possible') ? 'may' : 'must';
    const statements = statementsOf(policy).filter((statement) => statement['Effect'] === effect);
    return or(statements.map((statement) => statementMatches(scene, request, statement)[side]));
  };
  const allowed = authorization === 'identity-may-allow' ? yes : matching('Allow');
  return and([allowed, not(matching('Deny'))]);
}

function statementMatches(
  scene: Scene,
  request: Request,
  statement: Json,
): { readonly may: Term; readonly must: Term } {
  return every([
    principalMatches(scene.world, request, statement),
    actionMatches(statement),
    resourceMatches(scene, request, statement),
    conditionsHold(scene, statement),
    { may: yes, must: variablesHaveValues(scene, statement) },
  ]);
}
