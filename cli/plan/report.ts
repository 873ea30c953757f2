/** A plan with where it comes from, as every output format gets it. */
import type { Planned } from '../../remediation/plan.ts';
import type { Refusal } from '../../remediation/refusal.ts';

export interface PlanReport {
  /** A file, `standard input`, or the ARN of a live API. */
  readonly source: string;
  /** Null: not known. */
  readonly restApiId: string | null;
  readonly region: string | null;
  readonly planned: Planned;
  /** What a redeployment would publish besides the policy; null: nothing is known of stages. */
  readonly wouldPublish: readonly string[] | null;
  /** Whether the runbook was to publish that; else it stops there. */
  readonly pendingChanges: 'Refuse' | 'Publish';
  readonly notes: readonly string[];
}

/** The advice of a refusal, in the words of the command line where it speaks of the runbook's parameters. */
export function adviceOf({ reason, advice }: Refusal): string {
  switch (reason) {
    case 'no-trusted-network':
    case 'own-callers-shut-out':
      return 'name whom to trust with --trusted-vpc or --trusted-vpce';
    case 'pending-policy-edit':
      return 'deploy or revert that edit first, or say --pending-changes Publish';
    case 'no-such-stage':
    case 'not-private':
    case 'exempt':
    case 'malformed-policy':
    case 'undecided':
    case 'locks-everyone-out':
    case 'too-long':
    case 'not-proved':
      return advice;
  }
}
