/**
 * The actions that the sandbox runs: what they take and what they give. Which steps a cancellation can lead to, and which actions have
 * `onCancel`, is as AWS's pages on the single actions say.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */

interface ActionTraits {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** True: also takes inputs of any other name. */
  readonly isOpen: boolean;
  /** Outputs that every step of the action has. */
  readonly outputs: readonly string[];
  /** True: a step may declare outputs of its own. */
  readonly takesOutputs: boolean;
  readonly takesOnCancel: boolean;
}

const traits = (required: readonly string[], more: Partial<ActionTraits> = {}): ActionTraits => ({
  required,
  optional: [],
  isOpen: false,
  outputs: [],
  takesOutputs: false,
  takesOnCancel: true,
  ...more,
});

export const actions = {
  'aws:approve': traits(['Approvers'], {
    optional: ['NotificationArn', 'Message', 'MinRequiredApprovals'],
    outputs: ['ApprovalStatus', 'ApproverDecisions'],
  }),
  'aws:assertAwsResourceProperty': traits(['Service', 'Api', 'PropertySelector', 'DesiredValues'], { isOpen: true }),
  'aws:branch': traits(['Choices'], {
    optional: ['Default'],
    outputs: ['NextStep', 'OutputPayload'],
    takesOnCancel: false,
  }),
  'aws:executeAwsApi': traits(['Service', 'Api'], { isOpen: true, takesOutputs: true }),
  'aws:invokeLambdaFunction': traits(['FunctionName'], {
    optional: ['Qualifier', 'InvocationType', 'LogType', 'InputPayload', 'Payload'],
    outputs: ['StatusCode', 'FunctionError', 'LogResult', 'Payload', 'OutputPayload'],
    takesOutputs: true,
  }),
  'aws:loop': traits(['Steps'], {
    optional: ['Iterators', 'IteratorDataType', 'LoopCondition', 'MaxIterations'],
    outputs: ['CurrentIteration', 'CurrentIteratorValue'],
    takesOnCancel: false,
  }),
  'aws:pause': traits([]),
  'aws:sleep': traits([], { optional: ['Duration', 'Timestamp'] }),
  'aws:updateVariable': traits(['Name', 'Value'], { takesOnCancel: false }),
  'aws:waitForAwsResourceProperty': traits(['Service', 'Api', 'PropertySelector', 'DesiredValues'], { isOpen: true }),
} satisfies Record<string, ActionTraits>;

export type Action = keyof typeof actions;

export const isAction = (text: string): text is Action => Object.hasOwn(actions, text);

/** @returns the same, by a type that knows all traits */
export const traitsOf = (action: Action): ActionTraits => actions[action];

/** Steps of these actions cannot be the target of `onCancel`. */
export const notOnCancel: readonly Action[] = ['aws:approve', 'aws:loop', 'aws:pause', 'aws:sleep'];
