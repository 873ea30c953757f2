/**
 * Words of a policy, of a file or of AWS in a line for people. A name that holds a line's end or a terminal's commands must not pass for a
 * verdict of ours, or for a command to whoever reads the output.
 */

/** Control characters, separators of lines, and what turns the direction of writing round. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** @returns the text on one line, what cannot be printed written as in JavaScript, such as `\u{1b}` */
export const plain = (text: string): string =>
  text.replaceAll(unprintable, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);

/** The same of a text whose line ends are ours. */
export const plainLines = (text: string): string => text.split('\n').map(plain).join('\n');
