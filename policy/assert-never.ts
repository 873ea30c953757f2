/** Marks a branch that the types exclude: a new member of a union stops the build here. */
export function assertNever(value: never): never {
  throw new Error(`unreachable value ${JSON.stringify(value)}: report this as a bug`);
}
