/** Operations that show documents. */
import { stringify } from 'yaml';
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import { operation, type Operation } from '../../core/operation.ts';
import type { OutputRecord } from '../../core/values.ts';
import { pageMembers, pageOf } from '../paging.ts';
import { parseContent, type DocumentFormat } from '../runbook/parse.ts';
import { description, identity, kind } from './describe.ts';
import {
  chosenVersion,
  documents,
  ownDocument,
  usableDocument,
  type DocumentVersion,
  type StoredDocument,
} from './store.ts';

const choice = { Name: z.string(), DocumentVersion: z.string().optional(), VersionName: z.string().optional() };

const getDocument = operation(
  z.strictObject({ ...choice, DocumentFormat: z.enum(['JSON', 'YAML']).optional() }),
  ({ Name, DocumentFormat, ...chosen }, { region }) => {
    const document = usableDocument(region, Name);
    const version = chosenVersion(document, chosen);
    const format = DocumentFormat ?? version.format;
    return {
      ...identity(document, version),
      DocumentFormat: format,
      DocumentType: kind.DocumentType,
      Status: 'Active',
      Content: contentAs(format, version),
    };
  },
);

/** The text as it was given, or the same document in the other format. */
function contentAs(format: DocumentFormat, version: DocumentVersion): string {
  if (format === version.format) return version.content;
  const value = parseContent(version.content, version.format);
  return format === 'JSON' ? JSON.stringify(value, null, 2) : stringify(value);
}

const describeDocument = operation(z.strictObject(choice), ({ Name, ...chosen }, { region }) => {
  const document = usableDocument(region, Name);
  return { Document: description(document, chosenVersion(document, chosen), 'Active') };
});

const filter = z.strictObject({ Key: z.string(), Values: z.array(z.string()).min(1) });

const listDocuments = operation(
  z.strictObject({ ...pageMembers, Filters: z.array(filter).default([]) }),
  ({ Filters, MaxResults, NextToken }, { region }) => {
    const own = [...documents(region).values()].filter((document) =>
      Filters.every(({ Key, Values }) => meets(document, Key, Values)),
    );
    const { items, ...rest } = pageOf(own, MaxResults, NextToken);
    return { ...rest, DocumentIdentifiers: items.map(identifier) };
  },
);

function meets({ name }: StoredDocument, key: string, values: readonly string[]): boolean {
  switch (key) {
    case 'Name':
      return values.some((value) => name.startsWith(value));
    case 'DocumentType':
      return values.includes(kind.DocumentType);
    case 'Owner':
      return values.includes('Self') || values.includes('Private');
    default:
      throw notModelled(`ListDocuments with the filter ${key}`);
  }
}

function identifier(document: StoredDocument): OutputRecord {
  const version = chosenVersion(document, {});
  return { ...identity(document, version), ...kind, Owner: document.home.accountId, TargetType: version.targetType };
}

const listDocumentVersions = operation(
  z.strictObject({ ...pageMembers, Name: z.string() }),
  ({ Name, MaxResults, NextToken }, { region }) => {
    const document = ownDocument(region, Name);
    const { items, ...rest } = pageOf(document.versions, MaxResults, NextToken);
    const DocumentVersions = items.map((version) => ({
      ...identity(document, version),
      IsDefaultVersion: version.number === document.defaultVersion,
      Status: 'Active',
    }));
    return { ...rest, DocumentVersions };
  },
);

export const reading: Readonly<Record<string, Operation>> = {
  GetDocument: getDocument,
  DescribeDocument: describeDocument,
  ListDocuments: listDocuments,
  ListDocumentVersions: listDocumentVersions,
};
