/** StartAutomationExecution. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
import { z } from 'zod';
import { notModelled, ServiceError } from '../../core/errors.ts';
import { operation, type Context } from '../../core/operation.ts';
import type { Principal } from '../../core/principal.ts';
import type { OutputRecord } from '../../core/values.ts';
import { regional, type Region } from '../../core/world.ts';
import { chosenVersion, usableDocument, type DocumentVersion } from '../documents/store.ts';
import { invalidParameters, refusal } from '../errors.ts';
import { supplied } from '../runbook/parameter.ts';
import { enqueue } from './automate.ts';
import { Execution } from './execution.ts';
import { resolvedValue } from './scope.ts';

const maxBytes = 64 * 1024;

const input = z.strictObject({
  DocumentName: z.string().regex(/^[a-zA-Z0-9_\-.:/]{3,128}$/),
  DocumentVersion: z
    .string()
    .regex(/^(?:\$LATEST|\$DEFAULT|[1-9]\d*)$/)
    .optional(),
  Parameters: z
    .record(z.string().min(1).max(50), z.array(z.string().max(512)).max(50))
    .refine((parameters) => Object.keys(parameters).length <= 200, 'at most 200 parameters')
    .default({}),
  ClientToken: z
    .string()
    .regex(/^[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}$/i)
    .optional(),
  Mode: z.enum(['Auto', 'Interactive']).optional(),
});

type Start = z.output<typeof input>;

export const startAutomationExecution = operation(input, (asked, context): OutputRecord => {
  if (asked.Mode === 'Interactive') throw notModelled('executions in the mode Interactive');
  const known = startedBefore(asked, context.region);
  if (known !== undefined) return { AutomationExecutionId: known };
  const id = begin(asked, context);
  remember(asked, context.region, id);
  return { AutomationExecutionId: id };
});

function begin({ DocumentName, DocumentVersion, Parameters }: Start, { region, world, principal }: Context): string {
  const version = find(region, DocumentName, DocumentVersion);
  const { runbook, content } = version;
  if (Buffer.byteLength(content) + Buffer.byteLength(JSON.stringify(Parameters)) > maxBytes)
    throw invalidParameters('The document with its parameter values is larger than 64 KB.');
  const parameters = supplied(runbook.parameters, Parameters);
  const execution = new Execution({
    id: world.ids.uuid(),
    region,
    documentName: DocumentName,
    documentVersion: String(version.number),
    runbook,
    parameters,
    startedBy: principal,
  });
  execution.actor = actorOf(execution);
  enqueue(execution);
  return execution.start.id;
}

function find(region: Region, name: string, DocumentVersion: string | undefined): DocumentVersion {
  try {
    return chosenVersion(usableDocument(region, name), { DocumentVersion });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw error.code === 'InvalidDocument'
      ? refusal(
          'AutomationDefinitionNotFoundException',
          "An Automation runbook with the specified name couldn't be found.",
        )
      : refusal(
          'AutomationDefinitionVersionNotFoundException',
          "An Automation runbook with the specified name and version couldn't be found.",
        );
  }
}

/** The session of the role that the document assumes, or the caller. That the role exists and trusts AWS is not checked. */
function actorOf(execution: Execution): Principal {
  const { id, region, runbook, startedBy } = execution.start;
  const { accountId, partition } = region;
  const arn = resolvedValue(runbook.assumeRole ?? '', execution);
  if (arn === '') return startedBy;
  const [, ofPartition, ofAccount, path = ''] =
    /^arn:([\w-]+):iam::(\d{12}):role\/(.+)$/.exec(typeof arn === 'string' ? arn : '') ?? [];
  if (ofPartition === undefined) throw invalidParameters('The format of the supplied assume role ARN is invalid.');
  if (ofPartition !== partition || ofAccount !== accountId)
    throw invalidParameters('The defined assume role is unable to be assumed.');
  const role = path.split('/').at(-1) ?? '';
  return { accountId, arn: `arn:${partition}:sts::${accountId}:assumed-role/${role}/Automation-${id}` };
}

/** By client token, in lower case: the call and its execution. */
const started = regional(() => new Map<string, { readonly asked: string; readonly id: string }>());

/** @throws ServiceError IdempotentParameterMismatch */
function startedBefore(asked: Start, region: Region): string | undefined {
  const known = asked.ClientToken === undefined ? undefined : started(region).get(asked.ClientToken.toLowerCase());
  if (known === undefined || known.asked === textOf(asked)) return known?.id;
  throw refusal(
    'IdempotentParameterMismatch',
    "Error returned when an idempotent operation is retried and the parameters don't match the original call to the API with the same idempotency token.",
  );
}

function remember(asked: Start, region: Region, id: string): void {
  if (asked.ClientToken !== undefined)
    started(region).set(asked.ClientToken.toLowerCase(), { asked: textOf(asked), id });
}

const textOf = ({ DocumentName, DocumentVersion, Parameters }: Start): string =>
  JSON.stringify([DocumentName, DocumentVersion, Object.entries(Parameters).sort()]);
