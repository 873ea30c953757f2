/** One API, from its id to its verdict: read, then decide. What went meanwhile is looked for once more. */
import {
  AccountFault,
  type Place,
  type ReadApis,
  type ReadNetwork,
  type RestApi,
  type RestApiId,
} from '../account/ports.ts';
import { decide, whyNotApplicable } from './decide.ts';
import type { RuleParameters } from './parameters.ts';
import { readSubject, readTrustedNetwork, savedSubject } from './subject.ts';
import type { Verdict } from './verdict.ts';

export type AssessedAccount = ReadApis & ReadNetwork & { readonly place: Place };

export interface Assessor {
  /** Reads what all verdicts need, so that it fails once and not for each of them. @throws AccountFault */
  readonly prepare: () => Promise<void>;
  /**
   * @param listed the API as a list gave it; null: it is read first
   * @throws AccountFault: never a verdict from a failure
   */
  readonly assess: (id: RestApiId, listed: RestApi | null) => Promise<Verdict>;
}

const deleted: Verdict = { verdict: 'NOT_APPLICABLE', reason: 'the API does not exist any more' };

/** The trusted network is read when the first private API needs it, and once. */
export function assessor(account: AssessedAccount, parameters: RuleParameters): Assessor {
  let network: ReturnType<typeof readTrustedNetwork> | null = null;
  const trusted = (): ReturnType<typeof readTrustedNetwork> => (network ??= readTrustedNetwork(account, parameters));

  async function verdictOn(api: RestApi): Promise<Verdict> {
    const reason = whyNotApplicable(savedSubject(account.place, api), parameters);
    if (reason !== null) return { verdict: 'NOT_APPLICABLE', reason };
    return decide(await readSubject(account, api, await trusted(), parameters), await trusted(), parameters);
  }

  async function assess(id: RestApiId, listed: RestApi | null): Promise<Verdict> {
    try {
      return await verdictOn(listed ?? (await account.restApi(id)));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    const found = await orNull(account.restApi(id));
    return found === null ? deleted : verdictOn(found);
  }

  return {
    prepare: async () => {
      await trusted();
    },
    assess,
  };
}

async function orNull(api: Promise<RestApi>): Promise<RestApi | null> {
  try {
    return await api;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

const isNotFound = (error: unknown): boolean => error instanceof AccountFault && error.reason === 'not-found';
