/** ISO 8601 as `aws:sleep` takes it: days, hours, minutes and seconds, and instants. */

const pattern = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const secondsOf = [86_400, 3_600, 60, 1] as const;

/** @returns seconds; undefined when the text is no such duration, years, months, weeks and negative ones among them */
export function parseDuration(text: string): number | undefined {
  const [, ...parts] = pattern.exec(text) ?? [];
  if (parts.every((part: string | undefined) => part === undefined)) return undefined;
  return secondsOf.reduce((sum, seconds, place) => sum + seconds * Number(parts[place] ?? 0), 0);
}

/** @returns milliseconds since 1970-01-01T00:00Z; undefined when the text is no instant with its offset from UTC */
export function parseInstant(text: string): number | undefined {
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const instant = Date.parse(text);
  return isInstant && !Number.isNaN(instant) ? instant : undefined;
}
