/** The ordered kinds of values: text to number, text to instant and back. Null: the text is no such value. */

const decimal = /^[+-]?\d+(?:\.\d+)?$/;

/** Decimal numbers without exponent. */
export const parseNumber = (text: string): number | null => (decimal.test(text) ? Number(text) : null);

/** The instants that requests range over, in milliseconds since 1970. */
export const firstInstant = 0;
export const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const epochSeconds = /^\d{5,12}$/;
const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * `YYYY-MM-DD` (midnight UTC), `YYYY-MM-DDThh:mm[:ss[.sss]]` with `Z` or an offset, or epoch seconds of five digits or more
 * (fewer could be a year). Goes out: milliseconds since 1970. https://www.w3.org/TR/NOTE-datetime
 */
export function parseInstant(text: string): number | null {
  if (epochSeconds.test(text)) return Number(text) * 1000;
  const [, year, month, day] = isoDate.exec(text) ?? [];
  if (year === undefined || !isCalendarDay(Number(year), Number(month), Number(day))) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** As `aws:CurrentTime` has it. */
export const formatInstant = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** An instant as `aws:EpochTime` has it, in milliseconds: it counts whole seconds. */
export const wholeSecond = (instant: number): number => Math.floor(instant / 1000) * 1000;

export const formatEpoch = (instant: number): string => String(wholeSecond(instant) / 1000);

/** The reverse of `formatEpoch`. */
export function parseEpoch(text: string): number | null {
  const seconds = parseNumber(text);
  return seconds === null ? null : seconds * 1000;
}
