/** How the runbook ends: well, without a change, or undone and failed. */
import { record, restApiId } from './runbook-forward.ts';
import { failing, goOn, pause, texts, work, type StepOf } from './runbook-parts.ts';

/** Seconds that AWS gives to what follows a cancellation. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
const cleanUp = 120;

const rolledBack = [texts('Problems', 'problems'), texts('Notes', 'notes')];

export const endings: readonly StepOf[] = [
  work(
    {
      name: 'AskConfig',
      description:
        'Asks AWS Config to evaluate its rules anew. When it does not take the request, its next scheduled run does it.',
      payload: {},
    },
    { onFailure: 'Continue', isEnd: true },
  ),
  pause(
    'DryRunEnds',
    'The dry run ends here: nothing was changed, and the outputs of Plan say what would have been.',
    'PT1S',
    null,
  ),
  work(
    {
      name: 'RollBack',
      description:
        'Undoes whatever this execution did: the policy, the stages, the deployment. Edits of others are left alone.',
      payload: record,
      outputs: rolledBack,
    },
    { timeoutSeconds: cleanUp, onFailure: 'step:RollBackAgain', nextStep: 'IsRolledBack' },
  ),
  goOn(
    'IsRolledBack',
    'Tries once more when something is left.',
    'RollBack',
    { 'rolled-back': 'Failed' },
    'RollBackAgain',
  ),
  work(
    {
      name: 'RollBackAgain',
      description: 'The second and last attempt. When something is left, its outputs say what, for a person to look.',
      payload: record,
      outputs: rolledBack,
    },
    { timeoutSeconds: cleanUp, onFailure: 'step:Failed', nextStep: 'Failed' },
  ),
  failing(
    'Failed',
    'Always fails: the API was not remediated. The outputs of RollBackAgain, or else of RollBack, say how it was left.',
    restApiId,
    'the API was not remediated: RollBackAgain.Message or else RollBack.Message among the outputs says how it was left',
  ),
  failing(
    'Refused',
    'Always fails: nothing was changed. The outputs of Plan or CheckUnchanged say why.',
    restApiId,
    'nothing was changed: SnapshotAgain.Message, Plan.Message or CheckUnchanged.Message among the outputs says why',
  ),
  failing(
    'WrongParameters',
    'Always fails: nothing was changed. The output of ReadParameters says what is wrong with the parameters.',
    '{{ RestApiId }}',
    'nothing was changed: ReadParameters.Message among the outputs says what is wrong with the parameters',
  ),
];
