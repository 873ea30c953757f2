/** Operations that make, change and delete documents. */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import { operation, type Context, type Operation } from '../../core/operation.ts';
import { refusal } from '../errors.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { description } from './describe.ts';
import { chosenVersion, documents, latestVersion, ownDocument, type DocumentVersion } from './store.ts';

const maxBytes = 64 * 1024;
const maxDocuments = 500;
const maxVersions = 1000;

/** AWS: "These are reserved by AWS for use as document name prefixes"; in any case, to be on the safe side. */
const reserved = /^(?:aws|amazon|amzn)/i;

const newName = z.string().regex(/^[a-zA-Z0-9_\-.]{3,128}$/);
const versionName = z.string().regex(/^[a-zA-Z0-9_\-.]{1,128}$/);

const body = {
  Content: z.string().min(1),
  VersionName: versionName.optional(),
  DocumentFormat: z.enum(['JSON', 'YAML', 'TEXT']).default('JSON'),
  TargetType: z
    .string()
    .max(200)
    .regex(/^\/[\w.\-:/]*$/)
    .optional(),
};
type Body = z.output<z.ZodObject<typeof body>>;

/** @throws ServiceError MaxDocumentSizeExceeded, or what `parseRunbook` throws */
function read(
  { Content, VersionName, DocumentFormat, TargetType }: Body,
  number: number,
  now: number,
): DocumentVersion {
  if (DocumentFormat === 'TEXT') throw notModelled('documents in the format TEXT');
  if (Buffer.byteLength(Content) > maxBytes)
    throw refusal('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
  const runbook = parseRunbook(Content, DocumentFormat);
  const shared = { content: Content, format: DocumentFormat, runbook, createdAt: new Date(now) };
  return { ...shared, number, versionName: VersionName, targetType: TargetType };
}

const createDocument = operation(
  z.strictObject({ ...body, Name: newName, DocumentType: z.string().optional() }),
  ({ Name, DocumentType = 'Command', ...rest }, { region, world }) => {
    if (DocumentType !== 'Automation') throw notModelled(`documents of the type ${DocumentType}`);
    if (reserved.test(Name))
      throw refusal('ValidationException', `The document name ${Name} begins with a prefix that AWS reserves.`);
    const known = documents(region);
    if (known.has(Name)) throw refusal('DocumentAlreadyExists', 'The specified document already exists.');
    if (known.size >= maxDocuments)
      throw refusal('DocumentLimitExceeded', 'You can have at most 500 active SSM documents.');
    const version = read(rest, 1, world.clock.now());
    const document = {
      name: Name,
      home: region,
      versions: [version],
      defaultVersion: 1,
      sharedWith: new Set<string>(),
    };
    known.set(Name, document);
    return { DocumentDescription: description(document, version, 'Creating') };
  },
);

const updateDocument = operation(
  z.strictObject({ ...body, Name: z.string(), DocumentVersion: z.string() }),
  ({ Name, DocumentVersion, ...rest }, { region, world }) => {
    const document = ownDocument(region, Name);
    const base = chosenVersion(document, { DocumentVersion });
    if (base.number !== latestVersion(document))
      throw refusal('InvalidDocumentVersion', 'Only the latest version of a document can be updated.');
    const version = read(rest, base.number + 1, world.clock.now());
    if (document.versions.some(({ content }) => content === version.content))
      throw refusal(
        'DuplicateDocumentContent',
        'The content of the association document matches another document. Change the content of the document and try again.',
      );
    if (
      version.versionName !== undefined &&
      document.versions.some((other) => other.versionName === version.versionName)
    )
      throw refusal('DuplicateDocumentVersionName', 'The version name has already been used in this document.');
    if (document.versions.length >= maxVersions)
      throw refusal('DocumentVersionLimitExceeded', 'The document has too many versions.');
    document.versions = [...document.versions, version];
    return { DocumentDescription: description(document, version, 'Updating') };
  },
);

const updateDocumentDefaultVersion = operation(
  z.strictObject({ Name: z.string(), DocumentVersion: z.string().regex(/^[1-9]\d*$/) }),
  ({ Name, DocumentVersion }, { region }) => {
    const document = ownDocument(region, Name);
    const version = chosenVersion(document, { DocumentVersion });
    document.defaultVersion = version.number;
    return {
      Description: { Name, DefaultVersion: String(version.number), DefaultVersionName: version.versionName },
    };
  },
);

const deleteDocument = operation(
  z.strictObject({
    Name: z.string(),
    DocumentVersion: z.string().optional(),
    VersionName: z.string().optional(),
    Force: z.boolean().optional(),
  }),
  ({ Name, DocumentVersion, VersionName }, { region }: Context) => {
    const document = ownDocument(region, Name);
    if (document.sharedWith.size > 0)
      throw refusal(
        'InvalidDocumentOperation',
        'You attempted to delete a document while it is still shared. You must stop sharing the document before you can delete it.',
      );
    if (DocumentVersion === undefined && VersionName === undefined) {
      documents(region).delete(Name);
      return {};
    }
    const { number } = chosenVersion(document, { DocumentVersion, VersionName });
    if (number === document.defaultVersion)
      throw refusal('InvalidDocumentOperation', `Version ${number} is the default version of the document.`);
    document.versions = document.versions.filter((version) => version.number !== number);
    return {};
  },
);

export const writing: Readonly<Record<string, Operation>> = {
  CreateDocument: createDocument,
  UpdateDocument: updateDocument,
  UpdateDocumentDefaultVersion: updateDocumentDefaultVersion,
  DeleteDocument: deleteDocument,
};
