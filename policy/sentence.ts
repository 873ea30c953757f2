/** Findings and policies in words: what a tired engineer reads first. Lower case, no full stop, what the policy says in backticks. */
import type { Finding } from './ask.ts';
import type { Policy, Statement } from './document.ts';
import { isIdentityPart } from './reason/resource.ts';
import type { Caller } from './request.ts';

/** `GET /prod/orders`, from the ARN of the resource. */
export function routeOf(resource: string): {
  readonly stage: string;
  readonly method: string;
  readonly path: string;
} {
  const [, stage = '', method = '', ...path] = resource.slice(resource.indexOf('/')).split('/');
  return { stage, method, path: path.join('/') };
}

/** "anyone in any VPC can call GET /prod/orders: statement 2 of the policy allows it and no Deny stops it" */
export function describeFinding(finding: Finding, policy: Policy): string {
  const { stage, method, path } = routeOf(finding.witness.resource);
  const call = `can call ${method} /${stage}/${path}${givenKeys(finding)}`;
  return `${describeCaller(finding.witness.caller)}${describePlace(finding)} ${call}: ${describeWhy(finding, policy)}`;
}

function describeCaller(caller: Caller): string {
  switch (caller.type) {
    case 'Anonymous':
      return 'anyone';
    case 'Account':
      return `the root user of account ${caller.accountId}`;
    case 'User':
      return `the IAM user \`${caller.arn}\``;
    case 'AssumedRole':
      return `a session \`${caller.sessionName}\` of the IAM role \`${caller.arn}\``;
    case 'FederatedUser':
      return `the federated user \`${caller.arn}\``;
  }
}

const networkKeys: ReadonlyMap<string, string> = new Map([
  ['aws:SourceVpc', 'in VPC'],
  ['aws:SourceVpce', 'through VPC endpoint'],
]);

/** A VPC or endpoint that statements have a say in is an example: others may do as well. */
function describePlace({ keys, witness }: Finding): string {
  const places = keys.flatMap((key) => {
    const how = networkKeys.get(key);
    return how === undefined ? [] : [`${how} ${text(witness.context[key.toLowerCase()])}`];
  });
  return places.length === 0 ? ' in any VPC' : `, for example ${places.join(' ')},`;
}

function givenKeys({ keys, witness }: Finding): string {
  const given = keys.filter((key) => !networkKeys.has(key));
  if (given.length === 0) return '';
  return ` with ${given.map((key) => `${key} \`${text(witness.context[key.toLowerCase()])}\``).join(' and ')}`;
}

const text = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ');

function describeWhy({ statementIndex }: Finding, policy: Policy): string {
  if (statementIndex === null)
    return 'no Deny stops it, so whom an identity policy or a Lambda authorizer admits gets in';
  const statement = policy.statements.find((one) => one.index === statementIndex);
  return `${nameStatement(statementIndex, statement?.sid ?? null)} of the policy allows it and no Deny stops it`;
}

/** Statements are counted from 1 for people. */
export const nameStatement = (index: number, sid: string | null): string =>
  `statement ${index + 1}${sid === null || sid === '' ? '' : ` (\`${sid}\`)`}`;

/** What a reader of the policy should know whatever the answer is. */
export function remarksOn(policy: Policy): readonly string[] {
  return [
    ...versionRemarks(policy),
    ...policy.statements.flatMap(serviceRemarks),
    ...policy.statements.flatMap(resourceRemarks),
  ];
}

function versionRemarks({ version }: Policy): readonly string[] {
  if (version === null || version === '2012-10-17' || version === '2008-10-17') return [];
  return [`\`${version}\` is not a version AWS knows: it takes 2012-10-17 and 2008-10-17`];
}

function serviceRemarks({ index, sid, principal }: Statement): readonly string[] {
  if (principal.kind !== 'list') return [];
  const services = principal.entries
    .filter((entry) => entry.named.kind === 'service')
    .map((entry) => `\`${entry.text}\``);
  if (services.length === 0) return [];
  return [
    `${nameStatement(index, sid)} names the AWS service ${services.join(', ')}: calls that a service makes as itself are not judged`,
  ];
}

/** Text that only a template has. */
const placeholder = /\{\{|<[^>]*>/;

/** Whether an ARN names a Region, an account or an API that cannot be one. */
function namesNoApi(text: string): boolean {
  const [, , service, region = '', accountId = '', ...rest] = text.split(':');
  const [restApiId = ''] = rest.join(':').split('/');
  if (service !== 'execute-api' || [region, accountId, restApiId].some((part) => /[*?$]/.test(part))) return false;
  return !(
    isIdentityPart('region', region) &&
    isIdentityPart('accountId', accountId) &&
    isIdentityPart('restApiId', restApiId)
  );
}

function resourceRemarks({ index, sid, resource }: Statement): readonly string[] {
  if (resource.kind !== 'list') return [];
  return resource.entries
    .filter((entry) => entry.kind !== 'unmodelled' && (placeholder.test(entry.text) || namesNoApi(entry.text)))
    .map((entry) => `${nameStatement(index, sid)}: no API has the resource \`${entry.text}\` (a placeholder left in?)`);
}
