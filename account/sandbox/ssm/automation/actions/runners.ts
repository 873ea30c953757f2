/** What runs an action. `aws:branch` and `aws:loop` are the interpreter's own. */
import type { Action } from '../../runbook/action.ts';
import type { ActionRunner } from '../run.ts';
import { executeAwsApi } from './call-api.ts';
import { invokeLambdaFunction } from './invoke-lambda-function.ts';
import { assertAwsResourceProperty, waitForAwsResourceProperty } from './look-at-property.ts';
import { sleep } from './sleep.ts';
import { updateVariable } from './update-variable.ts';
import { approve, pause } from './wait-for-signal.ts';

export type PlainAction = Exclude<Action, 'aws:branch' | 'aws:loop'>;

export const runners = {
  'aws:approve': approve,
  'aws:assertAwsResourceProperty': assertAwsResourceProperty,
  'aws:executeAwsApi': executeAwsApi,
  'aws:invokeLambdaFunction': invokeLambdaFunction,
  'aws:pause': pause,
  'aws:sleep': sleep,
  'aws:updateVariable': updateVariable,
  'aws:waitForAwsResourceProperty': waitForAwsResourceProperty,
} as const satisfies Record<PlainAction, ActionRunner>;

/** Seconds of an attempt when the step says nothing, and the most that it may say. */
interface TimeLimit {
  readonly usual?: number;
  readonly most?: number;
}

const day = 86_400;

export const timeLimits: Readonly<Record<PlainAction, TimeLimit>> = {
  'aws:approve': { usual: 7 * day, most: 30 * day },
  'aws:assertAwsResourceProperty': {},
  'aws:executeAwsApi': { usual: 25, most: 25 },
  'aws:invokeLambdaFunction': { usual: 300, most: 300 },
  'aws:pause': {},
  'aws:sleep': {},
  'aws:updateVariable': {},
  'aws:waitForAwsResourceProperty': { usual: 3600 },
};
