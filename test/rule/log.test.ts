import { expect, test } from '@jest/globals';
import { jsonLog, type EvaluationRecord, type InvocationRecord } from '../../rule/log.ts';

const now = Date.parse('2026-02-21T19:00:00.456Z');

function lines(write: (log: ReturnType<typeof jsonLog>) => void): readonly unknown[] {
  const written: string[] = [];
  write(
    jsonLog(
      (line) => written.push(line),
      () => now,
    ),
  );
  for (const line of written) expect(line).not.toContain('\n');
  return written.map((line): unknown => JSON.parse(line));
}

const evaluation: EvaluationRecord = {
  configRuleName: 'private-api-guard',
  resourceId: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5',
  trigger: 'changed',
  verdict: { verdict: 'UNDECIDED', reason: 'two\nlines', notes: ['a note'] },
  complianceType: 'NON_COMPLIANT',
  annotation: 'UNDECIDED: two lines',
  durationMs: 12,
};

test('an evaluation is one line, with the whole verdict', () => {
  expect(
    lines((log) => {
      log.evaluated(evaluation);
    }),
  ).toEqual([{ level: 'WARN', message: 'evaluated', timestamp: '2026-02-21T19:00:00.456Z', ...evaluation }]);
  const fine = { ...evaluation, complianceType: 'COMPLIANT' } as const;
  expect(
    lines((log) => {
      log.evaluated(fine);
    }),
  ).toMatchObject([{ level: 'INFO' }]);
});

const invocation: InvocationRecord = {
  configRuleName: 'private-api-guard',
  accountId: '111122223333',
  trigger: 'scheduled',
  evaluated: 600,
  nonCompliant: 3,
  undecided: 2,
  failures: 1,
  durationMs: 240_000,
  error: '1 of 601 private APIs could not be judged',
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

test('the end of an invocation is one line that CloudWatch reads metrics from', () => {
  const [line] = lines((log) => {
    log.finished(invocation);
  });
  expect(line).toMatchObject({
    level: 'ERROR',
    error: invocation.error,
    ConfigRuleName: 'private-api-guard',
    Evaluated: 600,
    NonCompliant: 3,
    Undecided: 2,
    Failures: 1,
    Latency: 240_000,
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{ Namespace: 'PrivateApiGuard', Dimensions: [[], ['ConfigRuleName']] }],
    },
  });
  if (!isObject(line)) throw new Error('no object');
  const text = JSON.stringify(line['_aws']);
  for (const name of ['Evaluated', 'NonCompliant', 'Undecided', 'Failures', 'Latency']) {
    expect(text).toContain(`"Name":"${name}"`);
    expect(typeof line[name]).toBe('number');
  }
});

test('an event that was not understood has the metrics all the same, for a rule that is not known', () => {
  const unknown = { ...invocation, configRuleName: null, accountId: null, trigger: null, error: null };
  expect(
    lines((log) => {
      log.finished(unknown);
    }),
  ).toMatchObject([{ level: 'INFO', ConfigRuleName: 'unknown' }]);
});
