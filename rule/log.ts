/**
 * What a run leaves behind for people and alarms: a line of JSON for every evaluation, and one at the end of an invocation, whatever its
 * end, that CloudWatch reads metrics from (Embedded Metric Format).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { ComplianceType } from '../account/ports.ts';
import type { Verdict } from './verdict.ts';

/** One API was judged. */
export interface EvaluationRecord {
  readonly configRuleName: string;
  readonly resourceId: string;
  readonly trigger: string;
  /** In full, witnesses and all; the annotation has only room for the first words. */
  readonly verdict: Verdict;
  readonly complianceType: ComplianceType;
  readonly annotation: string;
  /** From the first read to the verdict. */
  readonly durationMs: number;
}

/** How an invocation went. */
export interface InvocationRecord {
  /** Null where the event does not tell: it was not understood. */
  readonly configRuleName: string | null;
  readonly accountId: string | null;
  readonly trigger: string | null;
  readonly evaluated: number;
  readonly nonCompliant: number;
  readonly undecided: number;
  /** APIs that got no verdict and evaluations that were not taken; 1 when the invocation failed as a whole. */
  readonly failures: number;
  readonly durationMs: number;
  /** Null: it ended well. */
  readonly error: string | null;
}

export interface Log {
  readonly evaluated: (record: EvaluationRecord) => void;
  readonly finished: (record: InvocationRecord) => void;
}

export const metricNamespace = 'PrivateApiGuard';

const metrics = [
  { Name: 'Evaluated', Unit: 'Count' },
  { Name: 'NonCompliant', Unit: 'Count' },
  { Name: 'Undecided', Unit: 'Count' },
  { Name: 'Failures', Unit: 'Count' },
  { Name: 'Latency', Unit: 'Milliseconds' },
] as const;

/** Without dimensions for alarms, which need no rule's name, and by rule. */
const dimensions = [[], ['ConfigRuleName']];

/**
 * @param write takes one line, without its end
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: string, message: string, members: object): void => {
    write(JSON.stringify({ level, message, timestamp: new Date(now()).toISOString(), ...members }));
  };
  return {
    evaluated: (record) => {
      line(record.complianceType === 'NON_COMPLIANT' ? 'WARN' : 'INFO', 'evaluated', record);
    },
    finished: (record) => {
      line(record.error === null ? 'INFO' : 'ERROR', 'finished', { ...record, ...metricsOf(record, now()) });
    },
  };
}

function metricsOf(record: InvocationRecord, timestamp: number): object {
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [{ Namespace: metricNamespace, Dimensions: dimensions, Metrics: metrics }],
    },
    ConfigRuleName: record.configRuleName ?? 'unknown',
    Evaluated: record.evaluated,
    NonCompliant: record.nonCompliant,
    Undecided: record.undecided,
    Failures: record.failures,
    Latency: record.durationMs,
  };
}
