/** Loads the case files and judges one case; used by the runner and by the check that the runner can fail. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseAccountId, parseVpcEndpointId, parseVpcId } from '../../policy/ids.ts';
import { parsePolicy, parsePolicyValue } from '../../policy/parse.ts';
import type { ApiIdentity, TrustedNetwork } from '../../policy/request.ts';
import { decide } from '../../rule/decide.ts';
import type { Verdict, Witness } from '../../rule/verdict.ts';
import { caseFile, type Case } from '../cases/schema.ts';
import type { OracleQuestion } from './oracle/question.ts';

export interface LoadedCase {
  readonly file: string;
  readonly given: Case;
  readonly trusted: TrustedNetwork;
  readonly api: ApiIdentity;
}

const folder = new URL('../cases/', import.meta.url);

/** @throws when a file does not follow the schema, with the place */
export function loadCases(): readonly LoadedCase[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.flatMap((file) => {
    const { trusted, api, cases } = caseFile.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    return cases.map((given) => ({
      file,
      given,
      trusted: trustedNetwork(given.trusted ?? trusted),
      api: given.api ?? api,
    }));
  });
}

function must<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`a case names a malformed id: ${what}`);
  return value;
}

export function trustedNetwork({
  vpcIds,
  vpcEndpointIds,
  endpoints,
  ownAccount,
}: OracleQuestion['trusted']): TrustedNetwork {
  return {
    vpcIds: vpcIds.map((id) => must(parseVpcId(id), id)),
    vpcEndpointIds: vpcEndpointIds.map((id) => must(parseVpcEndpointId(id), id)),
    endpoints: new Map(
      Object.entries(endpoints).map(([id, vpc]) => [must(parseVpcEndpointId(id), id), must(parseVpcId(vpc), vpc)]),
    ),
    ownAccount: ownAccount === null ? null : must(parseAccountId(ownAccount), ownAccount),
  };
}

export function judgeCase({ given, trusted, api }: LoadedCase): Verdict {
  const policy = given.policyText === undefined ? parsePolicyValue(given.policy) : parsePolicy(given.policyText);
  return decide({ endpointType: given.endpointType, policy, api, authorization: given.authorization }, trusted);
}

/** Everything in which a verdict falls short of what a case expects, in words; empty when it meets it. */
export function shortfalls(expected: Case['expect'], actual: Verdict): readonly string[] {
  const said = wordsOf(actual);
  const indexes = actual.verdict === 'NON_COMPLIANT' ? actual.findings.map((finding) => finding.statementIndex) : [];
  return [
    ...(expected.verdict === actual.verdict ? [] : [`expected ${expected.verdict}, got ${actual.verdict}: ${said}`]),
    ...(expected.statements === undefined || JSON.stringify(expected.statements) === JSON.stringify(indexes)
      ? []
      : [`expected findings for ${JSON.stringify(expected.statements)}, got ${JSON.stringify(indexes)}`]),
    ...(expected.says ?? [])
      .filter((words) => !said.includes(words))
      .map((words) => `expected to read "${words}" in: ${said}`),
    ...(expected.neverSays ?? [])
      .filter((words) => said.includes(words))
      .map((words) => `expected not to read "${words}" in: ${said}`),
    ...(expected.witness === undefined ? [] : witnessShortfalls(expected.witness, witnessIn(actual))),
  ];
}

const witnessIn = (verdict: Verdict): Witness | null =>
  verdict.verdict === 'NON_COMPLIANT' ? verdict.findings[0].witness : null;

function wordsOf(verdict: Verdict): string {
  switch (verdict.verdict) {
    case 'COMPLIANT':
      return verdict.notes.join('\n');
    case 'NON_COMPLIANT':
      return [...verdict.findings.map((finding) => finding.sentence), ...verdict.notes].join('\n');
    case 'UNDECIDED':
      return [verdict.reason, ...verdict.notes].join('\n');
    case 'NOT_APPLICABLE':
      return verdict.reason;
  }
}

function witnessShortfalls(
  expected: NonNullable<Case['expect']['witness']>,
  witness: Witness | null,
): readonly string[] {
  if (witness === null) return ['expected a witness, got none'];
  const { context = {}, absent = [], ...fields } = expected;
  const actual: Readonly<Record<string, unknown>> = { ...witness };
  return [
    ...Object.entries(fields)
      .filter(([name, value]) => actual[name] !== value)
      .map(([name, value]) => `expected ${name} ${value} in the witness, got ${String(actual[name])}`),
    ...Object.entries(context)
      .filter(([key, value]) => witness.context[key] !== value)
      .map(([key, value]) => `expected ${key} ${value} in the witness, got ${String(witness.context[key])}`),
    ...absent.filter((key) => key in witness.context).map((key) => `expected no ${key} in the witness`),
  ];
}
