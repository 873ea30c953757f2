/** Questions as the generators make them, and as the engine takes them. */
import fc from 'fast-check';
import type { Question } from '../../policy/ask.ts';
import type { Policy } from '../../policy/document.ts';
import type { Json } from '../../policy/json-value.ts';
import { parsePolicyValue } from '../../policy/parse.ts';
import { trustedNetwork } from './cases.ts';
import { apiJson, authorization, policyJson, trustedJson } from './generators/policies.ts';
import type { OracleQuestion } from './oracle/question.ts';

export interface Asked {
  readonly policy: Readonly<Record<string, Json>>;
  readonly trusted: OracleQuestion['trusted'];
  readonly api: OracleQuestion['api'];
  readonly authorization: OracleQuestion['authorization'];
}

export const asked: fc.Arbitrary<Asked> = fc.record({
  policy: policyJson,
  trusted: trustedJson,
  api: apiJson,
  authorization,
});

/** @throws when the policy is unreadable, which generators never make it */
export function readPolicy(json: Json): Policy {
  const read = parsePolicyValue(json);
  if (read.kind === 'policy') return read.policy;
  throw new Error(`not a readable policy: ${JSON.stringify(read)}: ${JSON.stringify(json)}`);
}

export const questionOf = ({ policy, trusted, api, authorization: kind }: Asked): Question => ({
  policy: readPolicy(policy),
  trusted: trustedNetwork(trusted),
  api,
  authorization: kind,
});
