/** Where REST APIs are: an account in a Region. */

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** REST APIs of one place that the welcome lists. */
export const listed = 20;

export const isAt =
  ({ accountId, region }: Place) =>
  (other: Place): boolean =>
    other.accountId === accountId && other.region === region;

/** Each place once, in the order of what is there. */
export const placesOf = (there: readonly Place[]): readonly Place[] =>
  there.filter((one, index) => there.findIndex(isAt(one)) === index);
