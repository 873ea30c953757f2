/** What all constructs of one installation share. Values may be tokens: the template for an organisation's members takes parameters. */
import { Duration } from 'aws-cdk-lib';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { namesOf, type Names } from '../conformance-pack/names.ts';
import type { Entry } from './bundle.ts';
import type { Settings } from './settings.ts';

/** Where the code of a function comes from. */
export type CodeOf = (entry: Entry) => Code;

export interface Installation {
  readonly names: Names;
  readonly logRetentionInDays: number;
  /** Undefined: AWS's own keys. */
  readonly encryptionKey: IKey | undefined;
  /** How long changes gather for the fast path. */
  readonly fastPathDelay: Duration;
  /** The most that a function runs at once, and what is kept back for it; undefined: neither. */
  readonly concurrency: (most: number) => number | undefined;
  readonly codeOf: CodeOf;
}

export function installationOf(scope: Construct, settings: Settings, codeOf: CodeOf): Installation {
  const { nameSuffix, logRetentionInDays, kmsKeyArn, reserveConcurrency, fastPathDelaySeconds } = settings;
  return {
    names: namesOf(nameSuffix),
    logRetentionInDays,
    fastPathDelay: Duration.seconds(fastPathDelaySeconds),
    encryptionKey: kmsKeyArn === undefined ? undefined : Key.fromKeyArn(scope, 'EncryptionKey', kmsKeyArn),
    concurrency: (most) => (reserveConcurrency ? most : undefined),
    codeOf,
  };
}
