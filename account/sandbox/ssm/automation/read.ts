/** Operations that show executions. */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import { operation, type Operation } from '../../core/operation.ts';
import { pageMembers, pageOf } from '../paging.ts';
import { executionDetails, metadataOf, stepDetails } from './describe.ts';
import { executionOf, executions, type Execution, type StepRecord } from './execution.ts';

const AutomationExecutionId = z.string().length(36);
const Filters = z
  .array(z.strictObject({ Key: z.string(), Values: z.array(z.string()).min(1).max(10) }))
  .max(10)
  .default([]);

const getAutomationExecution = operation(z.strictObject({ AutomationExecutionId }), (asked, { region }) => ({
  AutomationExecution: executionDetails(executionOf(region, asked.AutomationExecutionId)),
}));

/** The newest first. */
const describeAutomationExecutions = operation(
  z.strictObject({ ...pageMembers, Filters }),
  ({ Filters: filters, MaxResults, NextToken }, { region }) => {
    const found = [...executions(region).values()]
      .reverse()
      .filter((execution) => filters.every(({ Key, Values }) => meets(execution, Key, Values)));
    const { items, ...rest } = pageOf(found, MaxResults, NextToken);
    return { ...rest, AutomationExecutionMetadataList: items.map(metadataOf) };
  },
);

function meets({ start, status, startedAt }: Execution, key: string, values: readonly string[]): boolean {
  switch (key) {
    case 'ExecutionId':
      return values.includes(start.id);
    case 'ExecutionStatus':
      return values.includes(status);
    case 'DocumentNamePrefix':
      return values.some((prefix) => start.documentName.startsWith(prefix));
    case 'StartTimeBefore':
      return values.every((value) => startedAt.getTime() <= Date.parse(value));
    case 'StartTimeAfter':
      return values.every((value) => startedAt.getTime() >= Date.parse(value));
    default:
      throw notModelled(`DescribeAutomationExecutions with the filter ${key}`);
  }
}

const describeAutomationStepExecutions = operation(
  z.strictObject({ ...pageMembers, AutomationExecutionId, Filters, ReverseOrder: z.boolean().default(false) }),
  ({ Filters: filters, MaxResults, NextToken, ReverseOrder, ...asked }, { region }) => {
    const { records } = executionOf(region, asked.AutomationExecutionId);
    const found = records.filter((record) => filters.every(({ Key, Values }) => stepMeets(record, Key, Values)));
    const { items, ...rest } = pageOf(ReverseOrder ? found.toReversed() : found, MaxResults, NextToken);
    return { ...rest, StepExecutions: items.map(stepDetails) };
  },
);

function stepMeets({ id, step, status, parent }: StepRecord, key: string, values: readonly string[]): boolean {
  switch (key) {
    case 'StepExecutionId':
      return values.includes(id);
    case 'StepName':
      return values.includes(step.name);
    case 'StepExecutionStatus':
      return values.includes(status);
    case 'Action':
      return values.includes(step.action);
    case 'ParentStepExecutionId':
      return values.includes(parent?.record.id ?? '');
    case 'ParentStepIteration':
      return values.includes(String(parent?.iteration));
    default:
      throw notModelled(`DescribeAutomationStepExecutions with the filter ${key}`);
  }
}

export const showing: Readonly<Record<string, Operation>> = {
  GetAutomationExecution: getAutomationExecution,
  DescribeAutomationExecutions: describeAutomationExecutions,
  DescribeAutomationStepExecutions: describeAutomationStepExecutions,
};
