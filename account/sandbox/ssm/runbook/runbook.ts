/** An Automation document, read and checked. */
import type { Json } from '../../core/values.ts';
import type { DataType } from './data-type.ts';
import type { Parameter } from './parameter.ts';
import type { Step } from './step.ts';

export interface Variable {
  readonly name: string;
  readonly type: DataType;
  readonly default: Json | undefined;
}

export interface Runbook {
  readonly description: string | undefined;
  /** With references; undefined: the caller's own permissions. */
  readonly assumeRole: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly variables: readonly Variable[];
  readonly steps: readonly Step[];
  /** `Step.Output` */
  readonly outputs: readonly string[];
}
