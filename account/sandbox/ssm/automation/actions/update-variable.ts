/** `aws:updateVariable`. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html */
import { isOfType } from '../../runbook/data-type.ts';
import { badInput } from '../failure.ts';
import { noOutputs, type ActionRunner } from '../run.ts';

/** The value must have the variable's type: there are no conversions. */
export const updateVariable: ActionRunner = ({ execution, record: { inputs } }) => {
  const { Name, Value = null } = inputs;
  const variable = execution.start.runbook.variables.find(({ name }) => `variable:${name}` === Name);
  if (variable === undefined) throw badInput(`${JSON.stringify(Name)} is no declared variable`);
  if (!isOfType(variable.type, Value))
    throw badInput(`${JSON.stringify(Value)} is no ${variable.type}, which the variable ${variable.name} is`);
  execution.variables.set(variable.name, Value);
  return Promise.resolve(noOutputs);
};
