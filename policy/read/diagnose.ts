/**
 * Why a text is not the JSON that a policy should be. In: text that `JSON.parse` refused or read with keys lost.
 * Out: problems in the order of the text, each with its place. It goes on after the mistakes that people
 * make most (a lost colon or comma, a placeholder, a comment, a key twice) and stops at the first other one.
 */
import type { Problem } from './problem.ts';

const mostProblems = 20;

export function diagnose(text: string): readonly Problem[] {
  const reader = new Reader(text);
  reader.document();
  return reader.problems;
}

const wordEnd = /[\s,:{}[\]"]/;
const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const placeholder = /<[^<>\n"]*>|\$\{[^{}\n"]*\}|\{\{[^{}\n"]*\}\}/y;
const goodString = /^"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"$/;
const belowBlank = /[^ -\uffff]/;

class Reader {
  readonly problems: Problem[] = [];
  readonly #text: string;
  #at = 0;
  #stopped = false;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value('$');
    this.#blanks('$');
    if (!this.#stopped && this.#at < this.#text.length) this.#stop('$', `unexpected ${this.#found()} after the end`);
  }

  #value(path: string): void {
    this.#blanks(path);
    if (this.#stopped) return;
    const char = this.#text[this.#at];
    if (this.#placeholder(path)) return;
    if (char === '{') this.#object(path);
    else if (char === '[') this.#array(path);
    else if (char === '"') this.#string(path);
    else this.#word(path);
  }

  #object(path: string): void {
    const seen = new Set<string>();
    this.#at += 1;
    this.#blanks(path);
    if (this.#take('}')) return;
    while (!this.#stopped) {
      this.#member(path, seen);
      if (this.#endOfList(path, '}')) return;
    }
  }

  #member(path: string, seen: Set<string>): void {
    this.#blanks(path);
    if (this.#stopped) return;
    if (this.#text[this.#at] !== '"') {
      this.#stop(path, `expected a key in double quotes, found ${this.#found()}`);
      return;
    }
    const start = this.#at;
    const key = this.#string(path);
    const inside = `${path}.${key}`;
    if (seen.has(key)) this.#report(inside, `the key \`${key}\` stands twice in one object: keep one of them`, start);
    seen.add(key);
    this.#blanks(inside);
    if (!this.#take(':')) this.#missingColon(inside, key);
    this.#value(inside);
  }

  #missingColon(path: string, key: string): void {
    if (this.#text[this.#at] === '=') {
      this.#stop(path, `expected \`:\` after the key \`${key}\`, found \`=\`: this looks like HCL, not JSON`);
    } else this.#report(path, `the colon after the key \`${key}\` is missing: found ${this.#found()}`, this.#at);
  }

  #array(path: string): void {
    this.#at += 1;
    this.#blanks(path);
    if (this.#take(']')) return;
    for (let index = 0; !this.#stopped; index += 1) {
      this.#value(`${path}[${index}]`);
      if (this.#endOfList(path, ']')) return;
    }
  }

  /** After an element: true at the end of the list, false when another element follows. */
  #endOfList(path: string, close: string): boolean {
    this.#blanks(path);
    if (this.#stopped || this.#take(close)) return true;
    const comma = this.#at;
    if (this.#take(',')) {
      this.#blanks(path);
      if (this.#text[this.#at] !== close) return false;
      this.#report(path, `a comma stands before \`${close}\`: remove it`, comma);
      this.#at += 1;
      return true;
    }
    if (this.#text[this.#at] === '"' || this.#text[this.#at] === '{') {
      this.#report(path, `a comma is missing before ${this.#found()}`, this.#at);
      return false;
    }
    this.#stop(path, `expected \`,\` or \`${close}\`, found ${this.#found()}`);
    return true;
  }

  /** The text between the quotes, escapes not decoded: it serves paths and the search for duplicates only. */
  #string(path: string): string {
    const start = this.#at;
    this.#at += 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"' && this.#text[this.#at] !== '\n') {
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    }
    if (this.#text[this.#at] !== '"') this.#stop(path, 'this string is not closed before the end of its line', start);
    this.#at += 1;
    const token = this.#text.slice(start, this.#at);
    if (!this.#stopped && (!goodString.test(token) || belowBlank.test(token))) {
      this.#report(path, 'this string has a control character or a bad escape', start);
    }
    return token.slice(1, -1);
  }

  #placeholder(path: string): boolean {
    placeholder.lastIndex = this.#at;
    const token = placeholder.exec(this.#text)?.[0];
    if (token === undefined) return false;
    this.#report(path, `\`${token}\` is a placeholder: put a value in double quotes in its place`, this.#at);
    this.#at += token.length;
    return true;
  }

  #word(path: string): void {
    const start = this.#at;
    while (this.#at < this.#text.length && !wordEnd.test(this.#text[this.#at] ?? ' ')) this.#at += 1;
    const word = this.#text.slice(start, this.#at);
    if (literal.test(word)) return;
    this.#at = start;
    const quoted = word.startsWith("'");
    this.#stop(
      path,
      quoted ? 'strings take double quotes, not single ones' : `expected a value, found ${this.#found()}`,
    );
  }

  #blanks(path: string): void {
    for (;;) {
      if (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      else if (this.#text.startsWith('//', this.#at) || this.#text[this.#at] === '#') this.#comment(path, '\n');
      else if (this.#text.startsWith('/*', this.#at)) this.#comment(path, '*/');
      else return;
    }
  }

  #comment(path: string, end: string): void {
    this.#report(path, 'JSON has no comments: remove this one', this.#at);
    const close = this.#text.indexOf(end, this.#at);
    this.#at = close === -1 ? this.#text.length : close + end.length;
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #found(): string {
    if (this.#at >= this.#text.length) return 'the end of the text';
    return `\`${this.#text.slice(this.#at).split(/\s/, 1)[0]?.slice(0, 30) ?? ''}\``;
  }

  #report(path: string, message: string, at: number): void {
    if (this.#stopped) return;
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    this.problems.push({ path, message, line, column: at - before.lastIndexOf('\n') });
    if (this.problems.length >= mostProblems) this.#stopped = true;
  }

  #stop(path: string, message: string, at = this.#at): void {
    this.#report(path, message, at);
    this.#stopped = true;
  }
}
