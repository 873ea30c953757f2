/** Whose an access key id is. Signatures are not verified; the id alone says who calls. */
import type { Principal } from './principal.ts';

const accountPattern = /^\d{12}$/;

export class Credentials {
  private readonly issued = new Map<string, Principal>();

  /** Makes an access key id known, such as the temporary one of an assumed role. */
  issue(accessKeyId: string, principal: Principal): void {
    this.issued.set(accessKeyId, principal);
  }

  /**
   * @param accessKeyId one that was issued, or an account's twelve digits, which stand for its root
   * @returns null when it is neither
   */
  principal(accessKeyId: string, partition: string): Principal | null {
    const known = this.issued.get(accessKeyId);
    if (known !== undefined) return known;
    if (!accountPattern.test(accessKeyId)) return null;
    return { accountId: accessKeyId, arn: `arn:${partition}:iam::${accessKeyId}:root` };
  }
}
