/** The Automation documents of an account in a Region, with all their versions. */
import { regional, type Region } from '../../core/world.ts';
import { refusal } from '../errors.ts';
import type { DocumentFormat } from '../runbook/parse.ts';
import type { Runbook } from '../runbook/runbook.ts';

export interface DocumentVersion {
  /** From 1, never used twice. */
  readonly number: number;
  readonly versionName: string | undefined;
  readonly content: string;
  readonly format: DocumentFormat;
  readonly targetType: string | undefined;
  readonly runbook: Runbook;
  readonly createdAt: Date;
}

export interface StoredDocument {
  readonly name: string;
  readonly home: Region;
  /** Oldest first. */
  versions: readonly DocumentVersion[];
  defaultVersion: number;
  /** Twelve digits, or `all`. */
  readonly sharedWith: Set<string>;
}

export const documents = regional(() => new Map<string, StoredDocument>());

/** What a call names a version by; neither: the default version. */
export interface VersionChoice {
  readonly DocumentVersion?: string | undefined;
  readonly VersionName?: string | undefined;
}

/** @throws ServiceError InvalidDocument */
export function ownDocument(region: Region, name: string): StoredDocument {
  const document = documents(region).get(name);
  if (document === undefined) throw refusal('InvalidDocument', `Document with name ${name} does not exist.`);
  return document;
}

/**
 * @param nameOrArn of an own document, or the ARN of one that another account shares with this one in the same Region
 * @throws ServiceError InvalidDocument
 */
export function usableDocument(region: Region, nameOrArn: string): StoredDocument {
  const [, account = '', name = ''] =
    new RegExp(`^arn:${region.partition}:ssm:${region.name}:(\\d{12}):document/([\\w.-]+)$`).exec(nameOrArn) ?? [];
  if (account === '') return ownDocument(region, nameOrArn);
  const document = ownDocument(region.world.region(account, region.name), name);
  const { sharedWith } = document;
  if (account === region.accountId || sharedWith.has('all') || sharedWith.has(region.accountId)) return document;
  throw refusal('InvalidDocument', `Document with name ${nameOrArn} does not exist.`);
}

/** @throws ServiceError InvalidDocumentVersion */
export function chosenVersion(document: StoredDocument, choice: VersionChoice): DocumentVersion {
  const { DocumentVersion, VersionName } = choice;
  const number = numberOf(document, DocumentVersion ?? '$DEFAULT');
  const found = document.versions.find(
    (version) =>
      (VersionName === undefined || version.versionName === VersionName) &&
      (version.number === number || (DocumentVersion === undefined && VersionName !== undefined)),
  );
  if (found === undefined)
    throw refusal(
      'InvalidDocumentVersion',
      `The document version ${DocumentVersion ?? VersionName ?? ''} is not valid.`,
    );
  return found;
}

export const latestVersion = ({ versions }: StoredDocument): number => versions.at(-1)?.number ?? 0;

function numberOf(document: StoredDocument, stated: string): number {
  if (stated === '$LATEST') return latestVersion(document);
  return stated === '$DEFAULT' ? document.defaultVersion : Number(stated);
}
