/**
 * Sharing documents with other accounts.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html
 */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import { refusal } from '../errors.ts';
import { ownDocument } from './store.ts';

const accounts = z.array(z.string().regex(/^(?:all|\d{12})$/i)).max(20);
const maxAccounts = 1000;

const modifyDocumentPermission = operation(
  z.strictObject({
    Name: z.string(),
    PermissionType: z.literal('Share'),
    AccountIdsToAdd: accounts.default([]),
    AccountIdsToRemove: accounts.default([]),
  }),
  ({ Name, AccountIdsToAdd, AccountIdsToRemove }, { region }) => {
    const { sharedWith } = ownDocument(region, Name);
    const after = new Set([...sharedWith, ...AccountIdsToAdd.map(lower)]);
    for (const account of AccountIdsToRemove.map(lower)) after.delete(account);
    if (after.size > maxAccounts)
      throw refusal('DocumentPermissionLimit', 'The document cannot be shared with more Amazon Web Services accounts.');
    sharedWith.clear();
    for (const account of after) sharedWith.add(account);
    return {};
  },
);

const lower = (account: string): string => account.toLowerCase();

const describeDocumentPermission = operation(
  z.strictObject({ Name: z.string(), PermissionType: z.literal('Share') }),
  ({ Name }, { region }) => {
    const AccountIds = [...ownDocument(region, Name).sharedWith];
    return {
      AccountIds,
      AccountSharingInfoList: AccountIds.map((AccountId) => ({ AccountId, SharedDocumentVersion: '$DEFAULT' })),
    };
  },
);

export const sharing: Readonly<Record<string, Operation>> = {
  ModifyDocumentPermission: modifyDocumentPermission,
  DescribeDocumentPermission: describeDocumentPermission,
};
