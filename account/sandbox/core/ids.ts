/** Identifiers as AWS shapes them, the same in every run. */

/** Odd, and no multiple of three: by it, numbers are spread over the powers of 16 and 36 without meeting one twice. */
const spread = 0x9e3779b97f4a7c15f39cc0605cedc835n;
/** So many digits are filled by it, to either base; longer identifiers take a power of it. */
const digitsOfSpread = 24;

export class Ids {
  private count = 0n;

  /** Letters and digits, such as the ten of a REST API's id. */
  short(length: number): string {
    return this.next(36, length);
  }

  /** `01234567-89ab-4cde-8f01-23456789abcd` */
  uuid(): string {
    const hex = this.hex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  hex(length: number): string {
    return this.next(16, length);
  }

  private next(base: 16 | 36, length: number): string {
    this.count += 1n;
    const factor = spread ** BigInt(Math.ceil(length / digitsOfSpread));
    return ((this.count * factor) % BigInt(base) ** BigInt(length)).toString(base).padStart(length, '0');
  }
}
