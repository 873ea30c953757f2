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
  if (text.startsWith('execute-api:/')) return { kind: 'own', text, route: text.slice('execute-api:'.length) };
  if (text.startsWith('execute-api:'))
    return { kind: 'unmodelled', text, why: `of the short forms only \`execute-api:/…\` is documented` };
  if (!text.startsWith('arn:')) return strayResource(text);
  const parts = text.split(':');
  const head = parts.slice(0, 5).join(':');
  if (parts.length < 6 && parts.at(-1) !== '*')
    return { kind: 'unmodelled', text, why: `\`${text}\` lacks parts of an ARN` };
  if (/[A-Z]/.test(head)) {
    return {
      kind: 'unmodelled',
      text,
      why: `\`${head}\` has capital letters, and whether AWS regards case there is not said`,
    };
  }
  if (head.includes('${'))
    return { kind: 'unmodelled', text, why: 'a variable may stand only after the fifth colon of an ARN' };
  return { kind: 'arn', text, serviceUnclear: hasWildcard(parts[2] ?? '*') };
}

/** Neither an ARN nor a short form. What API Gateway makes of it is not documented: it may write it out like a short form. */
const strayResource = (text: string): ResourceEntry => ({
  kind: 'unmodelled',
  text,
  why: `\`${text}\` is neither an ARN nor \`execute-api:/…\`${text.startsWith('execute-api') ? ' (a colon lost?)' : ''}`,
});
