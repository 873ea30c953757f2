/** Whose an access key id is. Signatures are not verified; the id alone says who calls. */
import { rootOf, type Principal } from './principal.ts';

const accountPattern = /^\d{12}$/;

interface Issued {
  readonly principal: Principal;
  readonly expiresAt: number;
}

export class Credentials {
  private readonly issued = new Map<string, Issued>();

  /**
   * Makes an access key id known, such as the temporary one of an assumed role.
   * @param expiresAt milliseconds since 1970-01-01T00:00Z; never when left out
   */
  issue(accessKeyId: string, principal: Principal, expiresAt = Number.POSITIVE_INFINITY): void {
    this.issued.set(accessKeyId, { principal, expiresAt });
  }

  /**
   * @param accessKeyId one that was issued, expired or not, or an account's twelve digits, which stand for its root
   * @returns null when it is neither
   */
  principal(accessKeyId: string, partition: string): Principal | null {
    const known = this.issued.get(accessKeyId);
    if (known !== undefined) return known.principal;
    if (!accountPattern.test(accessKeyId)) return null;
    return rootOf(accessKeyId, partition);
  }

  /** @param now milliseconds since 1970-01-01T00:00Z */
  isExpired(accessKeyId: string, now: number): boolean {
    return now >= (this.issued.get(accessKeyId)?.expiresAt ?? Number.POSITIVE_INFINITY);
  }
}
