/** What a run left undone, named one by one: the error that makes the invocation fail, so that nobody takes silence for compliance. */

export interface Undone {
  /** How many APIs were to be judged. */
  readonly total: number;
  readonly failed: readonly { readonly id: string; readonly error: unknown }[];
  /** APIs that time ran out for. */
  readonly left: readonly string[];
  /** Evaluations that AWS Config did not take, batch by batch. */
  readonly unreported: readonly { readonly resourceIds: readonly string[]; readonly error: unknown }[];
}

export class RunFailure extends Error {
  override readonly name = 'RunFailure';
  readonly undone: Undone;

  constructor(undone: Undone) {
    const { failed, unreported } = undone;
    super(describe(undone), { cause: failed[0]?.error ?? unreported[0]?.error });
    this.undone = undone;
  }

  /** APIs without a verdict and evaluations that were not taken. */
  get count(): number {
    const { failed, left, unreported } = this.undone;
    return failed.length + left.length + unreported.reduce((sum, { resourceIds }) => sum + resourceIds.length, 0);
  }
}

/** @throws RunFailure when anything was left undone */
export function demandAllDone(undone: Undone): void {
  const { failed, left, unreported } = undone;
  if (failed.length + left.length + unreported.length > 0) throw new RunFailure(undone);
}

function describe({ total, failed, left, unreported }: Undone): string {
  const parts = [
    ...(failed.length === 0
      ? []
      : [`${failed.length} of ${total} private APIs could not be judged: ${byMessage(failed)}`]),
    ...(left.length === 0
      ? []
      : [
          `${left.length} of ${total} private APIs were left when time ran out, give the function more of it: ${left.join(', ')}`,
        ]),
    ...unreported.map(
      ({ resourceIds, error }) =>
        `${resourceIds.length} evaluations were not taken by AWS Config (${messageOf(error)}): ${resourceIds.join(', ')}`,
    ),
  ];
  return parts.join('; ');
}

/** `a1, b2 (why); c3 (why)` */
function byMessage(failed: Undone['failed']): string {
  const messages = [...new Set(failed.map(({ error }) => messageOf(error)))];
  return messages
    .map((message) => {
      const ids = failed.filter(({ error }) => messageOf(error) === message).map(({ id }) => id);
      return `${ids.join(', ')} (${message})`;
    })
    .join('; ');
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
