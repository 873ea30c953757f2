/**
 * Whether a Principal or NotPrincipal element takes in one caller: the obvious reading, for `evaluate.ts`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
import { some, type Truth } from './condition/compare.ts';
import type { Element, Named, PrincipalEntry } from './document.ts';
import type { Caller } from './request.ts';

export function principalMatches(list: Element<PrincipalEntry>, caller: Caller): Truth {
  if (list.kind === 'unmodelled') return 'unclear';
  const named = list.entries.map((entry) => entry.named);
  const matched = some(named.map((one) => isNamed(one, caller)));
  if (!list.negated) return matched;
  if (matched === false) return true;
  return isFullyListed(named, caller) ? false : 'unclear';
}

function isNamed(named: Named, caller: Caller): Truth {
  if (named.kind === 'everyone') return true;
  if (named.kind === 'unmodelled') {
    return named.reach === 'everyone' || caller.type !== 'Anonymous' ? 'unclear' : false;
  }
  if (caller.type === 'Anonymous') return false;
  switch (named.kind) {
    case 'account':
      return caller.accountId === named.accountId;
    case 'user':
    case 'role':
    case 'federated-user':
      return caller.arn === named.arn;
    case 'session':
      return isSession(named, caller);
    case 'service':
      return false;
    case 'federated':
      return caller.type === 'AssumedRole' ? 'unclear' : false;
  }
}

/** The session of a role of that name, whatever the role's path. */
function isSession(named: Extract<Named, { kind: 'session' }>, caller: Caller): boolean {
  if (caller.type !== 'AssumedRole' || caller.sessionName !== named.sessionName) return false;
  const start = `arn:${named.partition}:iam::${named.accountId}:role/`;
  return caller.arn.startsWith(start) && caller.arn.split('/').at(-1) === named.roleName;
}

/** Named itself, and its account named too: the only callers that AWS's page surely leaves out. */
function isFullyListed(named: readonly Named[], caller: Caller): boolean {
  const lists = (...kinds: readonly Named['kind'][]): boolean =>
    named.some((one) => kinds.includes(one.kind) && isNamed(one, caller) === true);
  if (lists('everyone')) return true;
  if (caller.type === 'Anonymous' || !lists('account')) return false;
  if (caller.type === 'Account') return true;
  if (caller.type === 'AssumedRole') return lists('role') && lists('session');
  return lists('user', 'federated-user');
}
