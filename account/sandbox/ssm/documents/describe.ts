/** How answers describe a document. */
import { createHash } from 'node:crypto';
import type { OutputRecord } from '../../core/values.ts';
import { textOf } from '../runbook/data-type.ts';
import { latestVersion, type DocumentVersion, type StoredDocument } from './store.ts';

/** Members that several answers share. */
export function identity({ name }: StoredDocument, version: DocumentVersion): OutputRecord {
  return {
    Name: name,
    CreatedDate: version.createdAt,
    VersionName: version.versionName,
    DocumentVersion: String(version.number),
    DocumentFormat: version.format,
  };
}

export const kind = {
  DocumentType: 'Automation',
  SchemaVersion: '0.3',
  PlatformTypes: ['Windows', 'Linux', 'MacOS'],
} as const;

/** @param status `Creating` and `Updating` in the answer to the call that made the version; it is `Active` from then on */
export function description(
  document: StoredDocument,
  version: DocumentVersion,
  status: 'Creating' | 'Updating' | 'Active',
): OutputRecord {
  return {
    ...identity(document, version),
    ...kind,
    Hash: createHash('sha256').update(version.content).digest('hex'),
    HashType: 'Sha256',
    Owner: document.home.accountId,
    Status: status,
    Description: version.runbook.description,
    Parameters: version.runbook.parameters.map((parameter) => ({
      Name: parameter.name,
      Type: parameter.statedType,
      Description: parameter.description,
      DefaultValue: parameter.default === undefined ? undefined : textOf(parameter.default),
    })),
    LatestVersion: String(latestVersion(document)),
    DefaultVersion: String(document.defaultVersion),
    TargetType: version.targetType,
    Tags: [],
  };
}
