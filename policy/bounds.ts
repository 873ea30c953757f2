/**
 * A part of a policy whose meaning may be unclear, between two readings: whatever `must` takes in certainly
 * matches, whatever `may` leaves out certainly does not. Equal when the meaning is clear.
 */
export interface Bounds<T> {
  readonly must: T;
  readonly may: T;
}

export const clear = <T>(value: T): Bounds<T> => ({ must: value, may: value });

/** The complement: what certainly matched certainly does not any more. */
export const complementBounds = <T>(bounds: Bounds<T>, complement: (value: T) => T): Bounds<T> =>
  bounds.must === bounds.may
    ? clear(complement(bounds.must))
    : { must: complement(bounds.may), may: complement(bounds.must) };

/** Which reading of an unclear part to take. */
export type Reading = 'must' | 'may';
