/**
 * What a person has to hear of: a function that fails, an event that was given up on, a remediation that did not succeed, an API that
 * cannot be decided. None of them rests on AWS Config saying so.
 */
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ruleMetric } from './rule-metric.ts';

export interface AlarmsProps {
  /** Shown in the names of alarms. */
  readonly prefix: string;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly failures: Readonly<Record<string, IQueue>>;
  /** Undefined: alarms change their state and tell nobody. */
  readonly topicArn: string | undefined;
}

interface Watch {
  readonly id: string;
  readonly description: string;
  readonly metric: IMetric;
}

export class Alarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.alarms = watches(props).map((watch) => this.alarm(watch, props));
  }

  private alarm({ id, description, metric }: Watch, { prefix, topicArn }: AlarmsProps): Alarm {
    const alarm = new Alarm(this, id, {
      alarmName: `${prefix}-${id}`,
      alarmDescription: description,
      metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (topicArn !== undefined) alarm.addAlarmAction({ bind: () => ({ alarmActionArn: topicArn }) });
    return alarm;
  }
}

function watches({ functions, failures }: AlarmsProps): readonly Watch[] {
  const period = Duration.minutes(5);
  return [
    ...Object.entries(functions).map(([name, lambda]) => ({
      id: `${name}Errors`,
      description: `The function ${name} failed. Its log group has the error.`,
      metric: lambda.metricErrors({ period }),
    })),
    ...Object.entries(failures).map(([name, queue]) => ({
      id: `${name}Kept`,
      description: `Events wait in the queue ${name}: read them, see to the cause, then purge the queue.`,
      metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    })),
    {
      id: 'Undecided',
      description:
        'The rule could not decide on an API. Config shows it as NON_COMPLIANT with an annotation that begins UNDECIDED:',
      metric: ruleMetric('Undecided', Duration.hours(1)),
    },
  ];
}
