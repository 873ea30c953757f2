/** C10: canaries. */
import { expect } from '@jest/globals';
import { refusal } from './answers.ts';
import { clause, type Clause } from './clause.ts';
import { deploy, open, patchStage, setPolicy, stageOf, withStage, type Staged } from './steps.ts';
import type { Subject } from './subject.ts';

const canarySettings = { percentTraffic: 50 };

/** A stage with a canary, whose deployment is another than the stage's. */
async function withCanary(subject: Subject, work: (staged: Staged, canaryId: string) => Promise<void>): Promise<void> {
  await setPolicy(subject, open);
  await withStage(subject, async (staged) => {
    const canaryId = await staged.deployed({ stageName: staged.stageName, canarySettings });
    await work(staged, canaryId);
  });
}

export const canaryClauses: readonly Clause[] = [
  clause('C10.9', 'a stage with a canary takes no other deployment', (subject) =>
    withCanary(subject, async ({ stageName, deployed }) => {
      const { name, message } = await refusal(deployed({ stageName }));
      expect(name).toBe('BadRequestException');
      expect(message).toContain('because Canary is enabled');
    }),
  ),
  clause('C10.10', 'a canary deployment leaves the stage on its old one', (subject) =>
    withCanary(subject, async ({ stageName, deploymentId }, canaryId) => {
      expect(await stageOf(subject, stageName)).toMatchObject({
        deploymentId,
        canarySettings: { deploymentId: canaryId, percentTraffic: 50 },
      });
    }),
  ),
  clause('C10.11', 'a canary needs a stage that is there', async (subject) => {
    await setPolicy(subject, open);
    for (const stage of [{}, { stageName: 'nowhere' }]) {
      const { name, message } = await refusal(deploy(subject, { ...stage, canarySettings }));
      expect(name).toBe('BadRequestException');
      expect(message).toMatch(/^Invalid deployment content specified\./);
    }
  }),
  clause('C10.12', 'promotion copies the canary deployment to the stage', (subject) =>
    withCanary(subject, async ({ stageName }, canaryId) => {
      await patchStage(
        subject,
        stageName,
        { op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' },
        { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
      );
      expect(await stageOf(subject, stageName)).toMatchObject({ deploymentId: canaryId });
    }),
  ),
];
