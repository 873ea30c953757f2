/** The data plane's judge: the plain evaluator, on the text of the deployed policy. */
import type { Judgement, PolicyJudge } from '../../account/sandbox/core/judge.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { callerOf, contextOf } from './request.ts';

/** `unclear` as well when the text is no policy, and when the ARN names nobody that can sign a request. */
export const judge: PolicyJudge = (policyText, request): Judgement => {
  const parsed = parsePolicy(policyText);
  const caller = callerOf(request.principalArn);
  if (parsed.kind !== 'policy' || caller === null) return 'unclear';
  return evaluate(parsed.policy, { caller, resource: request.resource, context: contextOf(request, caller) });
};
