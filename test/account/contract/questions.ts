/** E: what AWS does not document. The account's answer is printed, and held against nothing but, in the sandbox, what the page says it does. */
import { PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import { CreateDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { decoded, member, outcome } from './answers.ts';
import { question, type Question } from './clause.ts';
import {
  allow,
  closed,
  exported,
  moveStage,
  open,
  patchApi,
  policyOf,
  setPolicy,
  undeploy,
  userAgentOf,
  withDeployments,
  withStage,
} from './steps.ts';
import { restApisPage, type Subject } from './subject.ts';

export const questions: readonly Question[] = [
  question('E2', 'an export shows the policy that is …', 'deployed', async (subject) => {
    await setPolicy(subject, open);
    let seen = '';
    await withStage(subject, async ({ stageName }) => {
      await setPolicy(subject, closed);
      const policy = JSON.stringify((await exported(subject, stageName))['x-amazon-apigateway-policy']);
      seen = policy.includes('Deny') ? 'configured' : 'deployed';
    });
    return seen;
  }),
  question('E5', 'moving a stage by hand while it has a canary', 'BadRequestException', async (subject) => {
    await setPolicy(subject, open);
    let seen = '';
    await withStage(subject, async ({ stageName, deployed }) => {
      await deployed({ stageName, canarySettings: { percentTraffic: 50 } });
      seen = await outcome(moveStage(subject, stageName, await deployed()));
    });
    return seen;
  }),
  question('E7', 'the 8,192 characters of a policy are counted …', 'as sent', async (subject) => {
    const seen = await outcome(setPolicy(subject, longPolicy()));
    return seen === 'done' ? 'as sent' : `as expanded: ${seen}`;
  }),
  question('E8', 'op remove on /policy', 'BadRequestException', async (subject) => {
    await setPolicy(subject, open);
    const seen = await outcome(patchApi(subject, { op: 'remove', path: '/policy' }));
    return seen === 'done' ? `done, and the policy is ${await presence(subject)}` : seen;
  }),
  question('E11', 'moving a stage to a deployment that is not there', 'BadRequestException', async (subject) => {
    await setPolicy(subject, open);
    let seen = '';
    await withStage(subject, async ({ stageName }) => {
      seen = await outcome(moveStage(subject, stageName, 'zzzzz9'));
    });
    return seen;
  }),
  question('E12', 'FailedEvaluations when none failed', 'an empty list', async ({ clients }) => {
    const command = new PutEvaluationsCommand({ ResultToken: 'private-api-guard', Evaluations: [], TestMode: true });
    const { FailedEvaluations } = await clients.config.send(command);
    return FailedEvaluations === undefined ? 'absent' : 'an empty list';
  }),
  question('E13', 'a second deployment within five seconds', 'TooManyRequestsException', async (subject) => {
    await setPolicy(subject, open);
    let seen = '';
    await withDeployments(subject, async (deployed) => {
      await deployed();
      seen = await outcome(secondDeployment(subject));
    });
    return seen;
  }),
  question('E14', 'a list of one action is stored …', 'as the value alone', async (subject) => {
    await setPolicy(subject, allow({ Action: ['execute-api:Invoke'] }));
    return JSON.stringify(decoded(await policyOf(subject))).includes('["execute-api:Invoke"]')
      ? 'as a list'
      : 'as the value alone';
  }),
  question('E15', 'a policy in which a key stands twice', 'BadRequestException', async (subject) => {
    const [before, after] = JSON.stringify(open).split('"Effect":"Allow"');
    const twice = `${member(before)}"Effect":"Allow","Effect":"Deny"${member(after)}`;
    const seen = await outcome(setPolicy(subject, twice));
    return seen === 'done' ? `done, and it is ${JSON.stringify(decoded(await policyOf(subject)))}` : seen;
  }),
  question('E16', 'a page limit above 500', 'pages of 500', async ({ clients }) => {
    const seen = await outcome(clients.apigateway.send(restApisPage(501)));
    return seen === 'done' ? 'pages of 500' : seen;
  }),
  question('E18', 'an export of a stage with a canary shows the policy of …', "the stage's own", async (subject) => {
    await setPolicy(subject, open);
    let seen = '';
    await withStage(subject, async ({ stageName, deployed }) => {
      await setPolicy(subject, closed);
      await deployed({ stageName, canarySettings: { percentTraffic: 50 } });
      const policy = JSON.stringify((await exported(subject, stageName))['x-amazon-apigateway-policy']);
      seen = policy.includes('Deny') ? "the canary's" : "the stage's own";
    });
    return seen;
  }),
  question('E20', 'a resource without its colon is stored …', 'as sent', (subject) =>
    storedAs(subject, { Resource: 'execute-api/*' }),
  ),
  question('E21', 'the short form in NotResource is stored …', 'written out', (subject) =>
    storedAs(subject, { Resource: undefined, NotResource: 'execute-api:/*' }),
  ),
];

async function storedAs(subject: Subject, resource: object): Promise<string> {
  const seen = await outcome(setPolicy(subject, allow(resource)));
  if (seen !== 'done') return seen;
  return JSON.stringify(decoded(await policyOf(subject))).includes('arn:') ? 'written out' : 'as sent';
}

async function secondDeployment(subject: Subject): Promise<void> {
  const { impatient, restApiId } = subject;
  const { id } = await impatient.send(new CreateDeploymentCommand({ restApiId }));
  if (id !== undefined) await undeploy(subject, id);
}

const longerBy = (length: number): string =>
  JSON.stringify(allow({ Resource: 'execute-api:/*', Condition: userAgentOf(length) }));

function longPolicy(): string {
  const least = longerBy(0).length;
  return longerBy(8192 - least);
}

async function presence(subject: Subject): Promise<string> {
  const policy = await policyOf(subject);
  return policy === undefined ? 'gone' : `still there: ${JSON.stringify(decoded(policy))}`;
}
