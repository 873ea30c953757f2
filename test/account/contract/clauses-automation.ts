/** B6 and B7: documents, and an execution of two steps. */
import { expect } from '@jest/globals';
import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  GetAutomationExecutionCommand,
  GetDocumentCommand,
  StartAutomationExecutionCommand,
  type AutomationExecution,
} from '@aws-sdk/client-ssm';
import { member, refusal } from './answers.ts';
import { clause, type Clause } from './clause.ts';
import type { Subject } from './subject.ts';

/** Reads the API's name by `aws:executeAwsApi`. */
const content = {
  schemaVersion: '0.3',
  description: 'Of the contract suite of private-api-guard. It reads one API.',
  parameters: { RestApiId: { type: 'String', allowedPattern: '^[0-9a-z]{10}$' } },
  outputs: ['Read.Name'],
  mainSteps: [
    {
      name: 'Read',
      action: 'aws:executeAwsApi',
      inputs: { Service: 'apigateway', Api: 'GetRestApi', restApiId: '{{ RestApiId }}' },
      outputs: [{ Name: 'Name', Selector: '$.name', Type: 'String' }],
      isEnd: true,
    },
  ],
};

const create = ({ clients }: Subject, Name: string, Content: string): Promise<unknown> =>
  clients.ssm.send(new CreateDocumentCommand({ Name, Content, DocumentType: 'Automation', DocumentFormat: 'JSON' }));

/** The document is there during the work, and gone afterwards, whatever happens. */
async function withDocument(subject: Subject, work: () => Promise<void>): Promise<void> {
  await create(subject, subject.name, JSON.stringify(content));
  try {
    await work();
  } finally {
    await subject.clients.ssm.send(new DeleteDocumentCommand({ Name: subject.name }));
  }
}

const start = ({ clients, name }: Subject, parameters: Record<string, string[]>): Promise<unknown> =>
  clients.ssm.send(new StartAutomationExecutionCommand({ DocumentName: name, Parameters: parameters }));

async function executed(subject: Subject, restApiId: string): Promise<AutomationExecution> {
  const { clients, name, rest } = subject;
  const command = new StartAutomationExecutionCommand({ DocumentName: name, Parameters: { RestApiId: [restApiId] } });
  const { AutomationExecutionId } = await clients.ssm.send(command);
  const asking = new GetAutomationExecutionCommand({ AutomationExecutionId: member(AutomationExecutionId) });
  for (let turn = 0; turn < 60; turn += 1) {
    const execution = member((await clients.ssm.send(asking)).AutomationExecution);
    if (!/^(Pending|InProgress|Waiting)$/.test(execution.AutomationExecutionStatus ?? '')) return execution;
    await rest(2000);
  }
  throw new Error('the execution does not end');
}

export const automationClauses: readonly Clause[] = [
  clause('B6.1', 'a document’s name does not begin with aws', async (subject) => {
    const { name } = await refusal(create(subject, `aws-${subject.name}`, JSON.stringify(content)));
    expect(name).toBe('ValidationException');
  }),
  clause('B6.2', 'a document without steps is refused', async (subject) => {
    const { name } = await refusal(create(subject, subject.name, '{"schemaVersion": "0.3"}'));
    expect(name).toBe('InvalidDocumentContent');
  }),
  clause('B6.3', 'a name is taken once, and gone after its deletion', async (subject) => {
    await withDocument(subject, async () => {
      const again = create(subject, subject.name, JSON.stringify(content));
      expect((await refusal(again)).name).toBe('DocumentAlreadyExists');
    });
    const gone = subject.clients.ssm.send(new GetDocumentCommand({ Name: subject.name }));
    expect((await refusal(gone)).name).toBe('InvalidDocument');
  }),
  clause('B6.6', 'an execution that calls an API ends as Success, with what it picked as output', (subject) =>
    withDocument(subject, async () => {
      expect(await executed(subject, subject.restApiId)).toMatchObject({
        AutomationExecutionStatus: 'Success',
        Outputs: { 'Read.Name': [subject.name] },
        StepExecutions: [{ StepName: 'Read', Action: 'aws:executeAwsApi', StepStatus: 'Success' }],
      });
    }),
  ),
  clause('B6.8', 'an execution whose step fails ends as Failed and says why', (subject) =>
    withDocument(subject, async () => {
      const { AutomationExecutionStatus, FailureMessage } = await executed(subject, 'zzzzzzzzz9');
      expect(AutomationExecutionStatus).toBe('Failed');
      expect(FailureMessage).toContain('NotFoundException');
    }),
  ),
  clause('B6.10', 'a document and an execution that are not there', async (subject) => {
    expect((await refusal(start(subject, {}))).name).toBe('AutomationDefinitionNotFoundException');
    const AutomationExecutionId = '01234567-89ab-4cde-8f01-23456789abcd';
    const asked = subject.clients.ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }));
    expect((await refusal(asked)).name).toBe('AutomationExecutionNotFoundException');
  }),
  clause('B7.1', 'a parameter that breaks its pattern starts nothing', (subject) =>
    withDocument(subject, async () => {
      const { name } = await refusal(start(subject, { RestApiId: ['../secret'] }));
      expect(name).toBe('InvalidAutomationExecutionParametersException');
    }),
  ),
  clause('B7.2', 'a parameter that is missing or not declared starts nothing', (subject) =>
    withDocument(subject, async () => {
      for (const parameters of [{}, { RestApiId: [subject.restApiId], Colour: ['green'] }]) {
        const { name } = await refusal(start(subject, parameters));
        expect(name).toBe('InvalidAutomationExecutionParametersException');
      }
    }),
  ),
];
