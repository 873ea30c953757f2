/** `check` on files in memory, and the policies that its tests are about. */
import { runCli } from './terminal.ts';

export const trusted = ['--trusted-vpce', 'vpce-0a1b2c3d4e5f60718'];
export const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
export const fence = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } },
};
export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
export const open = policy(allow);
export const fenced = policy(allow, fence);
/** As API Gateway returns a policy: the inside of a JSON string. */
export const escaped = (text: string): string => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/');

export const check = (args: readonly string[], files: Readonly<Record<string, string>>): ReturnType<typeof runCli> =>
  runCli(['check', ...args], files);

export interface JsonEntry {
  readonly id: string;
  readonly source: string;
  readonly endpointType: string;
  readonly verdict: string;
  readonly findings: readonly {
    readonly statementIndex: number | null;
    readonly sentence: string;
    readonly witness: object | null;
  }[];
  readonly reason?: string;
  readonly notes: readonly string[];
}

export async function judged(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<readonly JsonEntry[]> {
  const { out } = await check([...args, ...trusted, '--format', 'json'], files);
  const isList = (value: unknown): value is readonly JsonEntry[] => Array.isArray(value);
  const value: unknown = JSON.parse(out);
  if (!isList(value)) throw new Error('not a list');
  return value;
}
