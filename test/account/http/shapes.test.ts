/**
 * The sandbox spells what it takes as the SDK's model does, and puts it where the model's HTTP bindings do: a member that is misspelt
 * here would be refused, or lost, for every client.
 */
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Route } from '../../../account/sandbox/http/rest-json.ts';
import { protocols } from '../../../account/sandbox/sandbox.ts';
import { sdkOperation, type Member, type SdkOperation, type Shape } from '../../support/sdk-shapes.ts';
import { takenBy, type Taken } from '../../support/zod-shapes.ts';

const membersOf = (shape: Shape): readonly Member[] => (shape.kind === 'structure' ? shape.members() : []);

for (const { service, routes } of protocols)
  describe(service.id, () => {
    for (const [name, { input }] of Object.entries(service.operations))
      test(`${name} takes members of the model`, () => {
        const taken = takenBy(input);
        const model = sdkOperation(service.id, name).input;
        expect(taken).toMatchObject({ kind: 'structure', isStrict: true });
        expect(strangers(taken, model, [])).toEqual([]);
        const known = taken.kind === 'structure' ? [...taken.members.keys()] : [];
        expect(known).toEqual(expect.arrayContaining(model.kind === 'structure' ? [...model.required] : []));
      });

    test('every operation has its route, and every route its operation', () => {
      const names = Object.keys(service.operations);
      if (routes !== undefined) expect(routes.map(({ operation }) => operation).sort()).toEqual([...names].sort());
      for (const name of names) expect(sdkOperation(service.id, name).http === null).toBe(routes === undefined);
    });

    for (const route of routes ?? [])
      test(`${route.operation} lies where the model puts it`, () => {
        const model = sdkOperation(service.id, route.operation);
        const [method, path, status] = model.http ?? [];
        expect(`${route.method} ${route.path}`).toBe(`${method} ${path}`);
        if (route.answerStatus === undefined) expect(route.status ?? 200).toBe(status);
        expect(boundInput(route, model, service.operations[route.operation]?.input)).toEqual([]);
        expect(boundOutput(route, model)).toEqual([]);
      });
  });

test('a member that is misspelt, of another kind or deep inside is found', () => {
  const patch = z.strictObject({ op: z.number(), path: z.string().optional(), valeu: z.string() });
  const taken = takenBy(z.strictObject({ restApiID: z.string(), patchOperations: z.array(patch).optional() }));
  expect(strangers(taken, sdkOperation('apigateway', 'UpdateRestApi').input, [])).toEqual([
    'restApiID is not in the model',
    'patchOperations.*.op is text, not number',
    'patchOperations.*.valeu is not in the model',
  ]);
});

/** Members, at any depth, that the model does not have, or has as something else. */
function strangers(taken: Taken, model: Shape, path: readonly string[]): readonly string[] {
  const wrong = [`${path.join('.') || 'the input'} is ${model.kind}, not ${taken.kind}`];
  switch (taken.kind) {
    case 'other':
      return [];
    case 'boolean':
      return model.kind === 'boolean' ? [] : wrong;
    case 'number':
      return model.kind === 'number' || model.kind === 'timestamp' ? [] : wrong;
    case 'list':
    case 'map':
      return model.kind === taken.kind ? strangers(taken.item, model.item(), [...path, '*']) : wrong;
    case 'structure':
      return [...taken.members].flatMap(([name, inner]) => {
        const shape = insideOf(model, name);
        return shape === null
          ? [`${[...path, name].join('.')} is not in the model`]
          : strangers(inner, shape, [...path, name]);
      });
  }
}

/** Of a map, the sandbox may know certain keys only. */
function insideOf(model: Shape, name: string): Shape | null {
  if (model.kind === 'map') return model.item();
  return membersOf(model).find((member) => member.name === name)?.shape ?? null;
}

const wireName = ({ wireNames = {} }: Route, member: string): string => wireNames[member] ?? member;

/** Members that the route reads from another place than clients write them to. */
function boundInput(route: Route, { input }: SdkOperation, schema: unknown): readonly string[] {
  const taken = takenBy(schema);
  const isTaken = ({ name }: Member): boolean => taken.kind === 'structure' && taken.members.has(name);
  const wrong = membersOf(input)
    .filter(isTaken)
    .filter((member) => !isBound(route, member));
  return wrong.map(({ name, place }) => `${name} is in the ${place}`);
}

function isBound(route: Route, { name, place, wireName: bound, shape }: Member): boolean {
  const { query = {}, requestHeaders = {}, requestPayload } = route;
  switch (place) {
    case 'label':
      return route.path.includes(`{${name}}`);
    case 'query':
      return bound === wireName(route, name) && (query[bound] ?? 'text') === shape.kind;
    case 'queryMap':
      return query[name] === 'map';
    case 'header':
      return requestHeaders[name]?.toLowerCase() === bound.toLowerCase();
    case 'payload':
      return requestPayload === name;
    case 'status':
      return false;
    case 'body':
      return requestPayload === undefined && requestHeaders[name] === undefined && bound === wireName(route, name);
  }
}

/** Parts of the route's answer that clients look for in another place. */
function boundOutput(
  { answerHeaders = {}, answerPayload, answerStatus, wireNames = {} }: Route,
  { output }: SdkOperation,
): readonly string[] {
  const members = membersOf(output);
  const placed = (name: string): Member | undefined => members.find((member) => member.name === name);
  const isHeader = ([name, header]: readonly [string, string]): boolean =>
    placed(name)?.place === 'header' && placed(name)?.wireName.toLowerCase() === header.toLowerCase();
  return [
    ...Object.entries(answerHeaders)
      .filter((entry) => !isHeader(entry))
      .map(([name]) => `${name} is no such header`),
    ...members
      .filter(({ place, name }) => place === 'payload' && name !== answerPayload)
      .map(({ name }) => `${name} is the body`),
    ...members
      .filter(({ place, name }) => place === 'status' && name !== answerStatus)
      .map(({ name }) => `${name} is the status`),
    ...members
      .filter(({ place, name, wireName: bound }) => place === 'body' && bound !== (wireNames[name] ?? name))
      .map(({ name, wireName: bound }) => `${name} is called ${bound}`),
  ];
}
