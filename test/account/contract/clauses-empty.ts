/** What an API is like that was just created: to be tried before it has a policy or a method, in this order. */
import { expect } from '@jest/globals';
import { CreateDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { refusal } from './answers.ts';
import { clause, type Clause } from './clause.ts';
import { deploy, open, policyOf, setPolicy } from './steps.ts';
import { between } from './subject.ts';

export const emptyClauses: readonly Clause[] = [
  clause('C8.7', 'an API without a policy is answered without the member', async (subject) => {
    expect(await policyOf(subject)).toBeUndefined();
  }),
  clause('C10.8', 'an API without methods is not deployed', async (subject) => {
    await setPolicy(subject, open);
    expect(await refusal(deploy(subject))).toEqual({
      name: 'BadRequestException',
      status: 400,
      message: "The REST API doesn't contain any methods",
    });
    await setPolicy(subject, '');
  }),
];

/** To be tried once the API has methods, and before it has a policy. */
export const policylessClauses: readonly Clause[] = [
  clause('C9.2', 'a private API without a policy is not deployed', async ({ clients, restApiId, rest }) => {
    await rest(between.deployments);
    const { name, message, status } = await refusal(
      clients.apigateway.send(new CreateDeploymentCommand({ restApiId })),
    );
    expect({ name, status }).toEqual({ name: 'BadRequestException', status: 400 });
    expect(message).toContain("Private REST API doesn't have a resource policy attached to it");
  }),
];
