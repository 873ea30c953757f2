/**
 * Wildcard matching: `*` is any run of characters, `?` any one, everything else itself. Linear space, at most
 * |pattern| × |text| steps.
 */
export function globMatches(pattern: string, text: string): boolean {
  const beginning = firstWildcard(pattern);
  if (!text.startsWith(pattern.slice(0, beginning))) return false;
  if (beginning === pattern.length - 1 && pattern.charCodeAt(beginning) === asterisk) return true;
  return restMatches(pattern, text, beginning);
}

/** After a mismatch only the last `*` is tried again, which is enough: an earlier `*` could do nothing that the last one cannot. */
function restMatches(pattern: string, text: string, beginning: number): boolean {
  let p = beginning;
  let t = beginning;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const symbol = pattern.charCodeAt(p);
    if (symbol === asterisk) {
      star = p;
      p += 1;
      resume = t;
    } else if (symbol === text.charCodeAt(t) || symbol === questionMark) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else return false;
  }
  while (pattern.charCodeAt(p) === asterisk) p += 1;
  return p === pattern.length;
}

const asterisk = 0x2a;
const questionMark = 0x3f;

/** Where the first `*` or `?` stands; the length of the text where there is none. */
export function firstWildcard(text: string): number {
  const star = text.indexOf('*');
  const mark = text.indexOf('?');
  if (star === -1) return mark === -1 ? text.length : mark;
  return mark === -1 ? star : Math.min(star, mark);
}

export const hasWildcard = (text: string): boolean => text.includes('*') || text.includes('?');
