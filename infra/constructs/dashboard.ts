/** One page: what the rule found, how the functions do, what waits for a person. */
import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type Alarm,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ruleMetric } from './rule-metric.ts';

export interface DashboardProps {
  readonly dashboardName: string;
  readonly functions: readonly LambdaFunction[];
  readonly alarms: readonly Alarm[];
}

const halfPage = 12;

export function dashboard(scope: Construct, { dashboardName, functions, alarms }: DashboardProps): Dashboard {
  const hour = Duration.hours(1);
  const graph = (title: string, left: readonly IMetric[]): IWidget =>
    new GraphWidget({ title, left: [...left], width: halfPage });
  return new Dashboard(scope, 'Dashboard', {
    dashboardName,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 2 * halfPage })],
      [
        graph('Evaluations', [ruleMetric('Evaluated', hour), ruleMetric('Failures', hour)]),
        graph('Open or undecided', [ruleMetric('NonCompliant', hour), ruleMetric('Undecided', hour)]),
      ],
      [
        graph(
          'Errors',
          functions.map((lambda) => lambda.metricErrors({ period: hour })),
        ),
        graph(
          'Longest duration',
          functions.map((lambda) => lambda.metricDuration({ period: hour, statistic: 'Maximum' })),
        ),
      ],
    ],
  });
}
