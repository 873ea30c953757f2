/** What `private-api-guard sandbox` prints when it is ready: where it listens, how to talk to it, and what is in it. */
import type { SeededApi } from '../../account/sandbox/seed/rest-api.ts';
import type { Seed } from '../../account/sandbox/seed/schema.ts';
import type { Installed } from './install.ts';
import { installedText } from './installed-text.ts';
import { isAt, listed, placesOf, type Place } from './place.ts';

export interface Served {
  /** Such as `http://127.0.0.1:4567`. */
  readonly endpoint: string;
  readonly seed: Seed;
  /** In the order of the seed. */
  readonly apis: readonly SeededApi[];
  /** Null: private-api-guard is not installed. */
  readonly installed: Installed | null;
}

export function welcome({ endpoint, seed, apis, installed }: Served): string {
  const place = installed ?? placesOf(apis)[0] ?? usualPlace;
  const { open = null } = installed ?? {};
  const sections = [
    `The sandbox listens on ${endpoint}. Ctrl-C ends it, and nothing of it is kept.`,
    howToCall(endpoint, place),
    ...placesOf(apis).map((where) => apisAt(endpoint, where, apis)),
    ...sample(endpoint, seed, open === null ? apis : [open]),
    ...(installed === null ? [] : [installedText(awsAt(endpoint), installed)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

const usualPlace: Place = { accountId: '111122223333', region: 'eu-west-1' };

const awsAt = (endpoint: string): string => `aws --endpoint-url ${endpoint}`;

const howToCall = (endpoint: string, { accountId, region }: Place): string =>
  [
    "Point the AWS CLI or an SDK at it. An account's twelve digits are its access key; signatures are not checked:",
    `  export AWS_ACCESS_KEY_ID=${accountId} AWS_SECRET_ACCESS_KEY=sandbox AWS_DEFAULT_REGION=${region}`,
    `  ${awsAt(endpoint)} apigateway get-rest-apis`,
    'SDKs, `private-api-guard plan` and `private-api-guard rollback` find it by a variable (so does the AWS CLI since 2.13):',
    `  export AWS_ENDPOINT_URL=${endpoint}`,
  ].join('\n');

function apisAt(endpoint: string, place: Place, apis: readonly SeededApi[]): string {
  const here = apis.filter(isAt(place));
  const shown = here.slice(0, listed);
  const width = Math.max(...shown.map(({ name }) => name.length));
  const rest = here.length - shown.length;
  return [
    `REST APIs of ${place.accountId} in ${place.region}:`,
    ...shown.map((api) => `  ${api.restApiId}  ${api.name.padEnd(width)}  ${addressesOf(endpoint, api)}`),
    ...(rest === 0 ? [] : [`  … and ${rest} more`]),
  ].join('\n');
}

function addressesOf(endpoint: string, { endpointType, restApiId, stages }: SeededApi): string {
  if (endpointType !== 'PRIVATE') return `${endpointType}: no VPC endpoint reaches it`;
  const addresses = stages.map(({ stageName, path }) => `${endpoint}/_execute/${restApiId}/${stageName}${path}`);
  return addresses.length === 0 ? 'not deployed' : addresses.join(' ');
}

interface Origin extends Place {
  readonly vpcEndpointId: string;
  readonly vpcId: string;
}

/** A request to the first API that can be called, best from somebody else's VPC endpoint. */
function sample(endpoint: string, seed: Seed, apis: readonly SeededApi[]): readonly string[] {
  const api = apis.find(({ endpointType, stages }) => endpointType === 'PRIVATE' && stages.length > 0);
  const [stage] = api?.stages ?? [];
  if (api === undefined || stage === undefined) return [];
  const origins = originsOf(seed).filter(({ region }) => region === api.region);
  const from = origins.find(({ accountId }) => accountId !== api.accountId) ?? origins[0];
  if (from === undefined) return [];
  return [
    [
      `Call \`${api.name}\` as from a VPC endpoint of the account ${from.accountId}; add X-Sandbox-Principal for a signed request:`,
      `  curl -i ${endpoint}/_execute/${api.restApiId}/${stage.stageName}${stage.path} \\`,
      `    -H 'X-Sandbox-Vpce: ${from.vpcEndpointId}' -H 'X-Sandbox-Vpc: ${from.vpcId}' -H 'X-Sandbox-Account: ${from.accountId}'`,
    ].join('\n'),
  ];
}

const originsOf = ({ accounts }: Seed): readonly Origin[] =>
  Object.entries(accounts).flatMap(([accountId, { regions }]) =>
    Object.entries(regions).flatMap(([region, { vpcEndpoints }]) =>
      vpcEndpoints.map(({ vpcEndpointId, vpcId }) => ({ accountId, region, vpcEndpointId, vpcId })),
    ),
  );
