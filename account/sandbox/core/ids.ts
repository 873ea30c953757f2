/** Identifiers as AWS shapes them, the same in every run. */

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

export class Ids {
  private count = 0;

  /** Such as the ten letters and digits of a REST API's id. */
  short(length: number): string {
    let rest = this.next();
    let text = '';
    while (text.length < length) {
      text += letters[rest % letters.length] ?? '';
      rest = Math.floor(rest / letters.length) || this.scatter(text.length);
    }
    return text;
  }

  /** `01234567-89ab-4cde-8f01-23456789abcd` */
  uuid(): string {
    const hex = this.hex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  hex(length: number): string {
    let text = this.next().toString(16);
    while (text.length < length) text += this.scatter(text.length).toString(16);
    return text.slice(0, length);
  }

  /** Spread over the 32 bits, without meeting one twice. */
  private next(): number {
    this.count += 1;
    return Math.imul(this.count, 0x9e3779b1) >>> 0;
  }

  private scatter(turn: number): number {
    return Math.imul(this.count + turn * 7919, 0x85ebca6b) >>> 0;
  }
}
