/** Documents that cannot be created, and how they are refused. */
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { expect } from '@jest/globals';
import type { AutomationBench } from './automation.ts';

/** What is wrong, the content without its schemaVersion, and a part of the message. */
export type RefusedDocument = readonly [problem: string, content: object, message: string];

export async function expectRefusal(
  { ssm }: AutomationBench,
  content: object,
  code: string,
  message: string,
): Promise<void> {
  const Content = JSON.stringify({ schemaVersion: '0.3', ...content });
  const call = ssm.send(new CreateDocumentCommand({ Name: 'Refused', Content, DocumentType: 'Automation' }));
  await expect(call).rejects.toMatchObject({ name: code, message: expect.stringContaining(message) });
}

export const steps = (...mainSteps: readonly object[]): object => ({ mainSteps });

export const call = (inputs: object, more: object = {}): object => ({
  name: 'Call',
  action: 'aws:executeAwsApi',
  inputs: { Service: 'ssm', Api: 'ListDocuments', ...inputs },
  ...more,
});

/** A branch with one choice. */
export const branch = (choice: object, inputs: object = {}): object => ({
  name: 'Branch',
  action: 'aws:branch',
  inputs: { Choices: [{ NextStep: 'A', ...choice }], ...inputs },
});

export const loop = (inputs: object, more: object = {}): object => ({
  name: 'Loop',
  action: 'aws:loop',
  inputs,
  ...more,
});
