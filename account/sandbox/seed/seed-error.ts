/** Such as `['accounts', '111122223333', 'regions', 'eu-west-1', 'restApis', 0]`. */
export type SeedPath = readonly (string | number)[];

/** A seed that cannot be read, or that the sandbox refuses. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}
