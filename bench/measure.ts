/** Times of many small pieces of work. Everything that is compared is measured in turns in one run, so that both see the same machine. */

export interface Rate {
  readonly name: string;
  /** Microseconds a piece, the best of the rounds. */
  readonly best: number;
}

/** @param work each does one piece for the index given and returns something, so that it is not optimised away */
export function inTurns(
  work: Readonly<Record<string, (index: number) => unknown>>,
  pieces: number,
  rounds: number,
): readonly Rate[] {
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, piece] of Object.entries(work)) {
      const start = performance.now();
      for (let index = 0; index < pieces; index += 1) piece(index);
      const each = ((performance.now() - start) * 1000) / pieces;
      best.set(name, Math.min(best.get(name) ?? Infinity, each));
    }
  }
  return [...best].map(([name, time]) => ({ name, best: time }));
}

/** Microseconds of single pieces at some quantiles, each piece the best of a few tries. */
export function quantiles(piece: (index: number) => unknown, pieces: number, at: readonly number[]): readonly number[] {
  const times = Array.from({ length: pieces }, (_, index) => {
    let least = Infinity;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const start = performance.now();
      piece(index);
      least = Math.min(least, (performance.now() - start) * 1000);
    }
    return least;
  }).sort((a, b) => a - b);
  return at.map((quantile) => times[Math.min(times.length - 1, Math.floor(quantile * times.length))] ?? 0);
}
