/**
 * What can be wrong with an Automation document and is not seen before it runs. In: a document. Out: every problem, in words.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
import type { AutomationDocument, Step } from '../../remediation/document.ts';

/** Outputs that AWS gives every step of the action, so that a step cannot declare them. */
const reserved: Readonly<Record<Step['action'], readonly string[]>> = {
  'aws:executeAwsApi': ['OutputPayload'],
  'aws:assertAwsResourceProperty': ['OutputPayload'],
  'aws:invokeLambdaFunction': ['StatusCode', 'FunctionError', 'LogResult', 'Payload', 'OutputPayload'],
  'aws:branch': ['NextStep', 'OutputPayload'],
  'aws:sleep': ['OutputPayload'],
};

const largest = 64 * 1024;
const systemVariables = ['automation:EXECUTION_ID'];
const mutating = ['PatchPolicy', 'PatchPolicyAgain', 'Redeploy', 'RedeployAgain'];

export function lintRunbook(document: AutomationDocument): readonly string[] {
  return [
    ...size(document),
    ...parameters(document),
    ...references(document),
    ...targets(document),
    ...document.mainSteps.flatMap((step) => [...stepProblems(step), ...wayBack(step, document)]),
    ...unreached(document),
    ...secrets(document),
  ];
}

const size = (document: AutomationDocument): readonly string[] =>
  Buffer.byteLength(JSON.stringify(document)) > largest ? ['the document has more than 64 KB'] : [];

const parameters = ({ parameters: all }: AutomationDocument): readonly string[] =>
  Object.entries(all).flatMap(([name, { type, allowedPattern, default: fallback }]) => [
    ...(['String', 'StringList'].includes(type) ? [] : [`parameter ${name}: type ${type}`]),
    ...(/^\^.*\$$/.test(allowedPattern) ? [] : [`parameter ${name}: its pattern is not anchored`]),
    ...(fits(fallback, new RegExp(allowedPattern))
      ? []
      : [`parameter ${name}: its default does not match its pattern`]),
  ]);

const fits = (value: string | readonly string[] | undefined, pattern: RegExp): boolean =>
  (typeof value === 'string' ? [value] : (value ?? [])).every((one) => pattern.test(one));

/** A reference is to a parameter, or to an output of a step that may have run before. */
function references(document: AutomationDocument): readonly string[] {
  const texts = [{ from: 'assumeRole', text: document.assumeRole }, ...document.mainSteps.map(inputsOf)];
  const named = [
    ...texts.flatMap(({ from, text }) =>
      [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name = '']) => ({ from, name: name.trim() })),
    ),
    ...document.outputs.map((name) => ({ from: 'outputs', name })),
  ];
  return named.flatMap(({ from, name }) =>
    isDeclared(name, from, document) ? [] : [`${from}: nothing is called ${name}`],
  );
}

const inputsOf = (step: Step): { readonly from: string; readonly text: string } => ({
  from: step.name,
  text: JSON.stringify(step.inputs),
});

function isDeclared(name: string, from: string, { parameters: all, mainSteps }: AutomationDocument): boolean {
  if (systemVariables.includes(name) || Object.hasOwn(all, name)) return true;
  const [stepName = '', output = ''] = name.split('.');
  const step = mainSteps.find((one) => one.name === stepName);
  return stepName !== from && (step?.outputs ?? []).some(({ Name }) => Name === output);
}

const nextOf = (step: Step): readonly string[] => [
  ...(step.nextStep === undefined ? [] : [step.nextStep]),
  ...[step.onFailure, step.onCancel].flatMap((text) => /^step:(.*)$/.exec(text ?? '')?.[1] ?? []),
  ...(step.action === 'aws:branch'
    ? [...step.inputs.Choices.map(({ NextStep }) => NextStep), step.inputs.Default]
    : []),
];

function targets({ mainSteps }: AutomationDocument): readonly string[] {
  const names = mainSteps.map(({ name }) => name);
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `two steps are called ${name}`),
    ...mainSteps.flatMap((step) =>
      nextOf(step).flatMap((name) => (names.includes(name) ? [] : [`${step.name}: there is no step ${name}`])),
    ),
  ];
}

/** Nothing depends on the order of the steps: each says what follows, or that it is the end. */
function stepProblems(step: Step): readonly string[] {
  const { name, action, nextStep, isEnd, description, outputs = [], timeoutSeconds, onCancel } = step;
  const ends = [nextStep !== undefined, isEnd === true, action === 'aws:branch'].filter(Boolean).length;
  const said = outputs.map((output) => output.Name);
  return [
    ...(ends === 1 ? [] : [`${name}: what follows is not said, or twice`]),
    ...(/^[a-zA-Z0-9_]+$/.test(name) ? [] : [`${name}: not a name`]),
    ...(description.length > 20 ? [] : [`${name}: it is not said what it does`]),
    ...said.filter((one) => reserved[action].includes(one)).map((one) => `${name}: the output ${one} is reserved`),
    ...said.filter((one, index) => said.indexOf(one) !== index).map((one) => `${name}: the output ${one} twice`),
    ...(action === 'aws:invokeLambdaFunction' && (timeoutSeconds ?? 0) > 300 ? [`${name}: longer than 300 s`] : []),
    ...(action === 'aws:branch' && onCancel !== undefined ? [`${name}: a branch has no onCancel`] : []),
  ];
}

/** A step that changes something, and every step after it but the ends, leads to RollBack by every failure, and when it is cancelled. */
function wayBack(step: Step, { mainSteps }: AutomationDocument): readonly string[] {
  const isAfter = mutating.includes(step.name) || step.name === 'Verify';
  if (!isAfter) return [];
  const failure = /^step:(.*)$/.exec(step.onFailure ?? '')?.[1];
  const leads = failure === 'RollBack' || (failure !== undefined && mutating.includes(failure));
  const branch = mainSteps.find(({ name }) => name === step.nextStep);
  const goesOn = branch?.action === 'aws:branch' ? branch.inputs.Default : step.nextStep;
  return [
    ...(leads ? [] : [`${step.name}: its failure does not lead to RollBack`]),
    ...(step.onCancel === 'step:RollBack' ? [] : [`${step.name}: its cancellation does not lead to RollBack`]),
    ...(goesOn === 'RollBack' || mutating.includes(goesOn ?? '') ? [] : [`${step.name}: without a status it goes on`]),
  ];
}

function unreached({ mainSteps }: AutomationDocument): readonly string[] {
  const reached = new Set([mainSteps[0]?.name, ...mainSteps.flatMap(nextOf)]);
  return mainSteps.filter(({ name }) => !reached.has(name)).map(({ name }) => `nothing leads to ${name}`);
}

const secrets = ({ outputs, mainSteps }: AutomationDocument): readonly string[] =>
  [...outputs, ...mainSteps.flatMap((step) => (step.outputs ?? []).map(({ Name }) => `${step.name}.${Name}`))]
    .filter((name) => /secret|password|token|credential|key$/i.test(name))
    .map((name) => `${name} looks like a secret`);
