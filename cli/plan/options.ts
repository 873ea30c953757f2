/** The options of `plan`: which of them belong together, and what they say. */
import type { Authorization } from '../../policy/request.ts';
import type { Tag } from '../../rule/decide.ts';
import { ParameterError, parseParameters } from '../../rule/parameters.ts';
import type { Format } from '../commands/options.ts';
import type { InputKind } from '../input/entry.ts';
import type { ApiOptions, TrustedOptions } from '../input/network.ts';
import { UsageError } from '../usage-error.ts';

export interface PlanOptions extends TrustedOptions, ApiOptions {
  readonly restApi?: string;
  readonly stage: readonly string[];
  readonly pendingChanges?: 'Refuse' | 'Publish';
  readonly exemptTag?: string;
  readonly authorization?: Authorization;
  readonly input?: InputKind;
  readonly format: Format;
}

/** @throws UsageError when options of a file and of a live API are mixed: none is passed over in silence */
export function refuseMixture(file: string | undefined, options: PlanOptions): void {
  const { restApi, account, apiId, authorization, input, stage, pendingChanges } = options;
  if (restApi === undefined) {
    const live = given({ '--stage': stage[0], '--pending-changes': pendingChanges });
    if (live !== null)
      throw new UsageError(`${live} is for a live API: a file knows no stages; name the API with --rest-api`);
    return;
  }
  if (file !== undefined) throw new UsageError(`name a file or --rest-api, not both: \`${file}\`, \`${restApi}\``);
  const ofFile = given({ '--account': account, '--api-id': apiId, '--authorization': authorization, '--input': input });
  if (ofFile !== null) throw new UsageError(`${ofFile} is for a file: with --rest-api, AWS tells it`);
}

const given = (values: Readonly<Record<string, string | undefined>>): string | null =>
  Object.entries(values).find(([, value]) => value !== undefined)?.[0] ?? null;

/** @throws UsageError when the text is no tag; null: none was given */
export function readExemptTag(text: string | undefined): Tag | null {
  if (text === undefined) return null;
  try {
    const { exemptTag } = parseParameters(JSON.stringify({ exemptTag: text }));
    if (exemptTag !== null) return exemptTag;
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw new UsageError(`--exempt-tag: ${error.message}`);
  }
  throw new UsageError('--exempt-tag: expected a key, or key=value');
}
