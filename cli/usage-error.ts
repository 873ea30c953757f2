/** The command was called wrongly, or was given something it cannot read: exit code 2, the message on standard error. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
