/** Remediation exceptions: resources that automatic remediation leaves alone, until the exception expires or is deleted. */
import { regional, type Region } from '../../core/world.ts';
import { keyText, type ResourceKey } from '../resource-key.ts';

export interface RemediationException extends ResourceKey {
  readonly ruleName: string;
  readonly message: string | undefined;
  /** Milliseconds since 1970-01-01T00:00Z; undefined: never. */
  readonly expiresAt: number | undefined;
}

export class Exceptions {
  private readonly region: Region;
  private readonly byRule = new Map<string, Map<string, RemediationException>>();

  constructor(region: Region) {
    this.region = region;
  }

  put(exception: RemediationException): void {
    const known = this.byRule.get(exception.ruleName) ?? new Map<string, RemediationException>();
    this.byRule.set(exception.ruleName, known);
    known.set(keyText(exception), exception);
  }

  /** Those that have not expired. */
  of(ruleName: string): readonly RemediationException[] {
    const now = this.region.world.clock.now();
    return [...(this.byRule.get(ruleName)?.values() ?? [])].filter(({ expiresAt = now + 1 }) => expiresAt > now);
  }

  find(ruleName: string, key: ResourceKey): RemediationException | undefined {
    return this.of(ruleName).find((exception) => keyText(exception) === keyText(key));
  }

  delete(ruleName: string, key: ResourceKey): void {
    this.byRule.get(ruleName)?.delete(keyText(key));
  }

  forget(ruleName: string): void {
    this.byRule.delete(ruleName);
  }
}

export const exceptionsOf = regional((region) => new Exceptions(region));
