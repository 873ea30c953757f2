import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resourcePattern } from '../../policy/condition/arn.ts';
import { textDomain } from '../../policy/condition/domains.ts';
import { arnShape, type SignedType } from '../../policy/reason/callerarn.ts';
import { resourceDomain } from '../../policy/reason/resource.ts';
import { unknownApi } from '../../policy/request.ts';
import { shortestText } from '../../policy/text/automaton.ts';
import { Budget, standardLimits } from '../../policy/text/budget.ts';
import type { TextDomain } from '../../policy/text/find.ts';
import { anyOf, textSetHas } from '../../policy/text/textset.ts';
import { resourceTexts } from '../support/generators/policies.ts';
import { runs } from '../support/runs.ts';

const freshBudget = (): Budget => new Budget(standardLimits);

describe('domains', () => {
  const strange = fc.constantFrom(
    '',
    'x',
    'vpc-',
    'vpc-0',
    'vpce-0',
    'vpce-0-',
    'VPC-0',
    'o-1',
    'o-',
    '12',
    '1a',
    'arn:a:b:c:d:e',
    'arn:a:b:c:d',
  );
  const arns = fc.constantFrom(
    'arn:aws:iam::1:root',
    'arn:aws:iam::1:user/a',
    'arn:aws:iam::1:user/a/',
    'arn:aws:iam::1:user/a/b',
    'arn:aws-cn:iam::12:role/a b',
    'arn:aws:iam::a:role/a',
    'arn:aws:sts::1:federated-user/a',
    'arn:aws:sts::1:federated-user/a/b',
  );
  const resources = fc.constantFrom(
    'arn:aws:execute-api:r:1:a/prod/GET/',
    'arn:aws:execute-api:r:1:a/prod/GET/x/y:z',
    'arn:aws:execute-api:r:1:a/prod/get/x',
    'arn:aws:execute-api:r:1:a/prod/GET',
    'arn:aws:execute-api:r:1:a/pro d/GET/x',
    'arn:aws:execute-api:r:1:a-b/prod/GET/x',
    'arn:aws:execute-api::1:a/prod/GET/x',
    'arn:aws:s3:r:1:a/prod/GET/x',
  );
  const domains: readonly TextDomain[] = [
    ...(['vpc-id', 'vpc-endpoint-id', 'account-id', 'organization-id', 'arn', 'text'] as const).flatMap(
      (type) => textDomain(type) ?? [],
    ),
    ...(['Account', 'User', 'AssumedRole', 'FederatedUser'] as const satisfies readonly SignedType[]).flatMap(
      (type) => [arnShape(type, null), arnShape(type, 'aws-cn')],
    ),
    resourceDomain(unknownApi),
    resourceDomain({ partition: 'aws', region: 'r', accountId: '1', restApiId: 'a' }),
    resourceDomain({ ...unknownApi, restApiId: 'a' }),
  ];

  test('the quick test of membership is the exact one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...domains), fc.oneof(strange, arns, resources, fc.string()), (domain, text) => {
        expect(domain.has(text)).toBe(textSetHas(domain.texts(), text));
      }),
      runs(),
    );
  });

  test('a pattern that is said not to meet a domain meets no text of it', () => {
    const patterns = fc
      .oneof(fc.constantFrom(...resourceTexts), resources)
      .map((text) => resourcePattern([{ kind: 'plain', text }]));
    fc.assert(
      fc.property(fc.constantFrom(...domains), patterns, (domain, pattern) => {
        if (domain.mayMeet(pattern)) return;
        expect(shortestText([domain.texts(), anyOf([pattern])], freshBudget())).toBeNull();
      }),
      runs(),
    );
  });

  test('a cover takes in its whole domain', () => {
    for (const domain of domains) {
      if (domain.cover === null) continue;
      expect(shortestText([domain.texts(), { patterns: [domain.cover], negated: true }], freshBudget())).toBeNull();
    }
  });
});
