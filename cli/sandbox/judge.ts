/** The data plane's judge: the plain evaluator, on the text of the deployed policy. */
import type { Judgement, PolicyJudge } from '../../account/sandbox/core/judge.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { callerOf, contextOf } from './request.ts';

/** A text that is no policy admits nobody, and is `unclear`. */
export const judge: PolicyJudge = (policyText, request): Judgement => {
  const parsed = parsePolicy(policyText);
  if (parsed.kind !== 'policy') return 'unclear';
  const caller = callerOf(request.principalArn);
  return evaluate(parsed.policy, { caller, resource: request.resource, context: contextOf(request, caller) });
};
