/** The plan for a live API, by the same planner as the runbook's step `Plan`. Calls nothing that changes anything. */
import { isStageName, type StageName } from '../../account/ports.ts';
import { partitionOf } from '../../policy/partition.ts';
import type { PlanParameters } from '../../remediation/plan.ts';
import { planAt, publishedRoutes } from '../../remediation/plan-account.ts';
import { readRestApi, restApiArn } from '../../rule/subject.ts';
import { asking, regionFor, type Aws } from '../aws.ts';
import { readTrusted } from '../input/network.ts';
import { UsageError } from '../usage-error.ts';
import { readExemptTag, type PlanOptions } from './options.ts';
import type { PlanReport } from './report.ts';

/** Milliseconds for which AWS may keep a person waiting. */
const patienceOfAPerson = 60_000;

type NamedApi = NonNullable<ReturnType<typeof readRestApi>>;

/**
 * @param text the API's id or ARN
 * @throws UsageError on a malformed option, and when AWS does not answer what is asked
 */
export async function planOfAccount(text: string, options: PlanOptions, aws: Aws): Promise<PlanReport> {
  const { restApiId, place } = readName(text);
  const region = regionFor(aws, options.region, place?.region ?? null);
  const parameters: PlanParameters = {
    trusted: readTrusted(options),
    stageNames: options.stage.map(readStage),
    pendingChanges: options.pendingChanges ?? 'Refuse',
  };
  const exemptTag = readExemptTag(options.exemptTag);
  return asking(region, async () => {
    const account = await aws.connect(region);
    const patience = { clock: aws.clock, deadline: aws.clock.now() + patienceOfAPerson, seed: restApiId };
    const around = { account, patience, exemptTag };
    const planned = await planAt(restApiId, parameters, around);
    return {
      source: restApiArn(account.place, restApiId),
      restApiId,
      region,
      planned,
      wouldPublish: planned.kind === 'plan' ? await publishedRoutes(restApiId, planned.stages, around) : [],
      pendingChanges: parameters.pendingChanges,
      notes: 'notes' in planned ? planned.notes : [],
    };
  });
}

function readName(text: string): NamedApi {
  const named = readRestApi(text);
  if (named === null)
    throw new UsageError(
      `--rest-api: \`${text}\` is neither the id of a REST API (a1b2c3d4e5) nor its ARN (arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5)`,
    );
  if (named.place === null || named.place.partition === partitionOf(named.place.region)) return named;
  throw new UsageError(
    `--rest-api: there is no Region ${named.place.region} in the partition ${named.place.partition}`,
  );
}

function readStage(name: string): StageName {
  if (isStageName(name)) return name;
  throw new UsageError(
    `--stage: \`${name}\` is no name of a stage: expected letters, digits, - and _, one name an option`,
  );
}
