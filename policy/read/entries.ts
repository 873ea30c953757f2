/**
 * The words inside Principal, Action and Resource: one text in, what it names out. A text that AWS gives no meaning
 * to becomes `unmodelled` (docs/semantics.md §5), never an error and never nothing.
 */
import type { ActionEntry, Named, PrincipalEntry, ResourceEntry } from '../document.ts';
import { globMatches, hasWildcard } from '../text/glob.ts';

const invoke = 'execute-api:invoke';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function readAction(text: string): ActionEntry {
  if (text === 'execute-api:Invoke' || text === '*') return { text, matchesInvoke: true };
  if (!text.includes(':')) return { text, matchesInvoke: null };
  return { text, matchesInvoke: globMatches(text.toLowerCase(), invoke) };
}

/** The family of an entry that stands there as a bare string: `"Principal": "*"`. */
export const bareForm = '';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function readPrincipal(family: string, text: string): PrincipalEntry {
  return { family, text, named: nameOf(family, text) };
}

function nameOf(family: string, text: string): Named {
  switch (family) {
    case bareForm:
      return text === '*' ? { kind: 'everyone' } : unmodelled('everyone', `\`${text}\` is no principal`);
    case 'AWS':
      return text === '*' ? { kind: 'everyone' } : awsPrincipal(text);
    case 'Service':
      return { kind: 'service' };
    case 'Federated':
      return { kind: 'federated' };
    case 'CanonicalUser':
      return unmodelled('signed', 'only Amazon S3 knows canonical users');
    default:
      return unmodelled('everyone', `\`${family}\` is no kind of principal`);
  }
}

const accountPattern = /^[0-9]+$/;
const principalArn =
  /^arn:(?<partition>[a-z0-9-]+):(?<service>iam|sts)::(?<account>[0-9]+):(?<kind>[a-z-]+)(?:\/(?<name>[!-~]+))?$/;

function awsPrincipal(text: string): Named {
  if (accountPattern.test(text)) return { kind: 'account', accountId: text };
  const parts = principalArn.exec(text)?.groups;
  if (parts === undefined || hasWildcard(text) || text.includes('${')) {
    return unmodelled('signed', `\`${text}\` is neither an account id nor the ARN of one principal`);
  }
  const { partition = '', service = '', account: accountId = '', kind = '', name } = parts;
  if (name === undefined) {
    if (service === 'iam' && kind === 'root') return { kind: 'account', accountId };
    return unmodelled('signed', `\`${text}\` names no principal`);
  }
  if (service === 'iam' && (kind === 'user' || kind === 'role')) return { kind, arn: text, accountId };
  if (service === 'sts' && kind === 'federated-user') return { kind, arn: text, accountId };
  const [roleName = '', sessionName = '', ...more] = name.split('/');
  if (service === 'sts' && kind === 'assumed-role' && sessionName !== '' && more.length === 0) {
    return { kind: 'session', partition, accountId, roleName, sessionName };
  }
  return unmodelled('signed', `\`${text}\` is the ARN of no user, role, session or federated user`);
}

const unmodelled = (reach: 'signed' | 'everyone', why: string): Named => ({ kind: 'unmodelled', reach, why });

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html; for `execute-api:/…`
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
export function readResource(text: string): ResourceEntry {
  if (text === '*') return { kind: 'all', text };
  if (usualArn.test(text)) return { kind: 'arn', text, serviceUnclear: false };
  const why = whyUnclear(text);
  if (why !== null) return { kind: 'unmodelled', text, why };
  if (text.startsWith('execute-api:')) return { kind: 'own', text, route: text.slice('execute-api:'.length) };
  return { kind: 'arn', text, serviceUnclear: hasWildcard(text.split(':')[2] ?? '*') };
}

/** What most policies have, told at a glance: nothing below applies to it. */
const usualArn = /^arn:[a-z-]+:execute-api:[a-z0-9-]+:[0-9]+:[^/*][^*]*\*/;

/** Null: it is of a form that AWS documents, for resources that a request can have (decision 0006). */
function whyUnclear(text: string): string | null {
  if (text.startsWith('execute-api:/')) return namesNoMethod(text.slice('execute-api:'.length)) ? noMethod(text) : null;
  if (text.startsWith('execute-api:')) return 'of the short forms only `execute-api:/…` is documented';
  if (!text.startsWith('arn:'))
    return `\`${text}\` is neither an ARN nor \`execute-api:/…\`${text.startsWith('execute-api') ? ' (a colon lost?)' : ''}`;
  const parts = text.split(':');
  const head = parts.slice(0, 5).join(':');
  if (parts.length < 6 && parts.at(-1) !== '*') return `\`${text}\` lacks parts of an ARN`;
  if (/[A-Z]/.test(head)) return `\`${head}\` has capital letters, and whether AWS regards case there is not said`;
  if (head.includes('${')) return 'a variable may stand only after the fifth colon of an ARN';
  if (parts[2] === 'apigateway')
    return `\`${text}\` is the ARN by which the API is managed, and policies in use have it for its routes`;
  if (parts.length > 5 && (parts[3] === '' || parts[4] === '' || (parts[5] ?? '').startsWith('/')))
    return `\`${text}\` leaves out the Region, the account or the API`;
  const isWhole = parts.length > 5 && !parts.slice(0, 5).some((part) => part.endsWith('*'));
  return isWhole && namesNoMethod(parts.slice(5).join(':')) ? noMethod(text) : null;
}

/** It ends with the API or the stage, and has no `*` that would stand for more: no request has such a resource. */
function namesNoMethod(route: string): boolean {
  if (route.includes('*')) return false;
  const [, , method = ''] = route.split('/');
  return method === '';
}

const noMethod = (text: string): string =>
  `\`${text}\` names no method: IAM's rules make nothing of it, and examples of AWS have such a resource for the whole API`;
