/**
 * The plan for a policy in a file. In: the one entry of the input, and the options. Out: the planner's answer, with what a file cannot tell
 * said in notes. Nobody is asked.
 */
import type { KnownApi } from '../../remediation/known.ts';
import { plan, type Planned } from '../../remediation/plan.ts';
import { strictest, type Tag } from '../../rule/decide.ts';
import type { InputEntry, Saved } from '../input/entry.ts';
import { nobodyTrusted, readApi, readTrusted } from '../input/network.ts';
import { UsageError } from '../usage-error.ts';
import { readExemptTag, type PlanOptions } from './options.ts';
import type { PlanReport } from './report.ts';

type SavedApi = Extract<Saved, { kind: 'api' }>;

/** @throws UsageError when the entry is unreadable, or nobody is trusted */
export function planOfFile(entry: InputEntry, options: PlanOptions): PlanReport {
  const { source, saved } = entry;
  if (saved.kind === 'unreadable') throw new UsageError(`${source}: ${saved.why}`);
  const trusted = readTrusted(options);
  if (trusted.vpcIds.length + trusted.vpcEndpointIds.length === 0) throw new UsageError(whomToTrust(saved));
  const exemptTag = readExemptTag(options.exemptTag);
  const known = knownOf(entry, saved, options);
  const planFor = (api: KnownApi): Planned =>
    plan(api, { trusted, stageNames: [], pendingChanges: 'Refuse' }, { ...strictest, exemptTag });
  const planned = planFor(known);
  const ofPlan =
    planned.kind === 'nothing' && options.authorization === undefined
      ? notesOnAuthorization(planFor({ ...known, authorization: 'identity-may-allow' }))
      : notesOnIdentity(planned, known);
  return {
    source,
    restApiId: known.restApi.restApiId,
    region: known.place.region,
    planned: planned.kind === 'nothing' ? { ...planned, message: 'the policy keeps outsiders out already' } : planned,
    wouldPublish: null,
    pendingChanges: 'Refuse',
    notes: [...('notes' in planned ? planned.notes : []), ...ofPlan, ...notesOnInput(entry, saved, exemptTag)],
  };
}

/** An endpoint type that is not told is taken for PRIVATE, as the rule takes it. */
function knownOf({ endpointType, restApiId }: InputEntry, saved: SavedApi, options: PlanOptions): KnownApi {
  const { restApiId: told, ...place } = readApi(options);
  return {
    place,
    restApi: {
      restApiId: restApiId ?? told,
      endpointTypes: [endpointType === 'unknown' ? 'PRIVATE' : endpointType],
      vpcEndpointIds: saved.vpcEndpointIds,
      policyText: saved.policyText,
      tags: saved.tags ?? {},
    },
    authorization: options.authorization ?? 'policy-only',
    stages: [],
    ownEndpoints: [],
  };
}

const whomToTrust = ({ vpcEndpointIds }: SavedApi): string =>
  vpcEndpointIds.length === 0
    ? nobodyTrusted
    : `${nobodyTrusted}; the API has ${vpcEndpointIds.join(', ')} set on it, and a file does not tell whose they are`;

/** @param strictly the plan where some method uses AWS_IAM or a Lambda authorizer */
const notesOnAuthorization = (strictly: Planned): readonly string[] =>
  strictly.kind === 'nothing'
    ? []
    : [
        'it is taken that no method uses AWS_IAM or a Lambda authorizer: where one does there is more to do, which --authorization identity-may-allow shows',
      ];

function notesOnIdentity(planned: Planned, { place, restApi }: KnownApi): readonly string[] {
  const isWhole = [place.region, place.accountId, restApi.restApiId].every((part) => part !== null);
  if (planned.kind === 'nothing' || isWhole) return [];
  const untold = 'the input does not tell in full which API this is (--account, --region, --api-id)';
  if (planned.kind === 'plan')
    return [
      `${untold}: the fence says \`execute-api:/*\`, which API Gateway writes out, and the length of the policy does not count that`,
    ];
  const mayDepend = planned.reason === 'undecided' || planned.reason === 'not-proved';
  return mayDepend ? [`${untold}: told that, there may be a plan`] : [];
}

const notesOnInput = ({ endpointType }: InputEntry, { tags }: SavedApi, exemptTag: Tag | null): readonly string[] => [
  ...(endpointType === 'unknown' ? ['the input does not tell the endpoint type: it is taken for PRIVATE'] : []),
  ...(exemptTag !== null && tags === null
    ? ['the input does not tell the tags: it is taken that none exempts it']
    : []),
  'a file knows no stages: which of them have to be redeployed, and what that would publish, only --rest-api finds out',
];
