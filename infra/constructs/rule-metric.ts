/** What the rule's function writes into its log for CloudWatch to read as metrics, over all rules that run it. */
import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNamespace } from '../../rule/log.ts';

export type RuleMetric = 'Evaluated' | 'NonCompliant' | 'Undecided' | 'Failures' | 'Latency';

export function ruleMetric(metricName: RuleMetric, period: Duration): Metric {
  const statistic = metricName === 'Latency' ? 'Maximum' : 'Sum';
  return new Metric({ namespace: metricNamespace, metricName, period, statistic });
}
