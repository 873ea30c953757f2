/** Takes verdicts, logs them, and reports them to AWS Config in batches as they come. A batch that is not taken does not stop the others. */
import type { Compliance, Evaluation } from '../account/ports.ts';
import type { RuleEvent } from './event.ts';
import type { Log } from './log.ts';
import { evaluationOf, largestBatch } from './report.ts';
import type { Verdict } from './verdict.ts';

export interface Unreported {
  readonly resourceIds: readonly string[];
  readonly error: unknown;
}

/** What an invocation came to. */
export interface Tally {
  evaluated: number;
  nonCompliant: number;
  undecided: number;
}

/** By the habit of AWS's rule development kit: results under this token are checked and not kept. */
const testToken = 'TESTMODE';

export class Reporter {
  readonly tally: Tally = { evaluated: 0, nonCompliant: 0, undecided: 0 };
  private readonly event: RuleEvent;
  private readonly compliance: Pick<Compliance, 'report'>;
  private readonly log: Log;
  private pending: Evaluation[] = [];
  private failed: readonly Unreported[] = [];
  private readonly sent: Promise<void>[] = [];

  constructor(event: RuleEvent, compliance: Pick<Compliance, 'report'>, log: Log) {
    this.event = event;
    this.compliance = compliance;
    this.log = log;
  }

  /** @param durationMs how long it took to come to the verdict */
  async add(arn: string, verdict: Verdict, durationMs: number): Promise<void> {
    const { configRuleName, trigger } = this.event;
    const evaluation = evaluationOf(arn, verdict, trigger.orderingTimestamp);
    const { complianceType, annotation } = evaluation;
    this.log.evaluated({
      configRuleName,
      resourceId: arn,
      trigger: trigger.kind,
      verdict,
      complianceType,
      annotation,
      durationMs,
    });
    this.tally.evaluated += 1;
    if (verdict.verdict === 'NON_COMPLIANT') this.tally.nonCompliant += 1;
    if (verdict.verdict === 'UNDECIDED') this.tally.undecided += 1;
    await this.put(evaluation);
  }

  /** A result of which nothing is left to be judged. */
  async withdraw(resourceType: string, resourceId: string, annotation: string): Promise<void> {
    const { orderingTimestamp } = this.event.trigger;
    await this.put({ resourceType, resourceId, complianceType: 'NOT_APPLICABLE', annotation, orderingTimestamp });
  }

  /** Reports what is left. @returns what AWS Config did not take, from the beginning */
  async close(): Promise<readonly Unreported[]> {
    if (this.pending.length > 0) await this.flush();
    await Promise.all(this.sent);
    return this.failed;
  }

  private async put(evaluation: Evaluation): Promise<void> {
    this.pending.push(evaluation);
    if (this.pending.length >= largestBatch) await this.flush();
  }

  private async flush(): Promise<void> {
    const batch = this.pending;
    this.pending = [];
    const sending = this.send(batch);
    this.sent.push(sending);
    await sending;
  }

  private async send(batch: readonly Evaluation[]): Promise<void> {
    const { resultToken } = this.event;
    try {
      await this.compliance.report(resultToken, batch, resultToken === testToken);
    } catch (error) {
      const resourceIds = batch.map(({ resourceId }) => resourceId);
      this.failed = [...this.failed, { resourceIds, error }];
    }
  }
}
