/** APIs that there is a plan for, generated and of the corpus, and what laws ask about such a plan. */
import fc from 'fast-check';
import type { Question } from '../../policy/ask.ts';
import type { Policy } from '../../policy/document.ts';
import type { JsonObject } from '../../policy/json-value.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { Authorization } from '../../policy/request.ts';
import { readPolicyJson } from '../../remediation/canonical.ts';
import { identityOf, type KnownApi } from '../../remediation/known.ts';
import { plan, type Plan } from '../../remediation/plan.ts';
import { networkOf } from '../../remediation/trust.ts';
import { readCorpus } from './corpus.ts';
import { endpoints, vpcs } from './generators/constants.ts';
import { policyJson } from './generators/policies.ts';
import { knownApi, parametersOf, stage, trustedIds } from './known.ts';
import type { OracleQuestion } from './oracle/question.ts';

export interface Case {
  readonly known: KnownApi;
  readonly parameters: ReturnType<typeof parametersOf>;
}

const trusted = fc.constantFrom(
  trustedIds([], [endpoints[0]]),
  trustedIds([vpcs[0]]),
  trustedIds([vpcs[0], vpcs[2]], [endpoints[0], endpoints[2]]),
);
const authorization = fc.constantFrom<Authorization>('policy-only', 'identity-may-allow');

export const someApi: fc.Arbitrary<Case> = fc
  .record({ policy: policyJson, trusted, authorization, isDeployed: fc.boolean() })
  .map(({ policy, trusted: network, authorization: kind, isDeployed }) => ({
    known: { ...knownApi(policy, {}, isDeployed ? [stage('prod', 'dep001', policy)] : []), authorization: kind },
    parameters: parametersOf({ trusted: network }),
  }));

/** Every policy of the corpus; every other one with both kinds of trust. */
export const corpusCases: readonly Case[] = readCorpus().map(({ policyText }, index) => ({
  known: knownApi(policyText),
  parameters: parametersOf(index % 2 === 0 ? {} : { trusted: trustedIds([vpcs[0]], [endpoints[0]]) }),
}));

export interface Made extends Case {
  readonly planned: Plan;
}

/** Those that there is a plan for. */
export const planned = (cases: readonly Case[]): readonly Made[] =>
  cases.flatMap((given) => {
    const made = plan(given.known, given.parameters);
    return made.kind === 'plan' ? [{ ...given, planned: made }] : [];
  });

export function readable(text: string | null): Policy {
  const read = parsePolicy(text);
  if (read.kind !== 'policy') throw new Error(JSON.stringify(read));
  return read.policy;
}

export function documentOf(text: string | null): JsonObject {
  const read = readPolicyJson(text);
  if (read.kind !== 'json') throw new Error('no policy');
  return read.document;
}

export const authorizationOf = ({ authorization: kind }: KnownApi): Authorization =>
  typeof kind === 'string' ? kind : 'policy-only';

export const questionOf = ({ known, parameters }: Case, policy: Policy): Question => ({
  policy,
  trusted: networkOf(parameters.trusted),
  api: identityOf(known),
  authorization: authorizationOf(known),
});

/** Whether anybody from outside may get in once the plan is carried out, for the oracle. */
export const outsidersAfter = ({ known, parameters, planned: { after } }: Made): OracleQuestion => ({
  policy: documentOf(after.policyText),
  trusted: {
    vpcIds: parameters.trusted.vpcIds,
    vpcEndpointIds: parameters.trusted.vpcEndpointIds,
    endpoints: {},
    ownAccount: null,
  },
  api: identityOf(known),
  authorization: 'identity-may-allow',
  reading: 'possible',
  scope: 'outside',
});
