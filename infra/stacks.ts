/** The stacks of the app. Each is deployed by itself; none needs to know its account or Region beforehand. */
import type { App } from 'aws-cdk-lib';
import { AccountStack } from './account-stack.ts';
import type { CodeOf } from './installation.ts';
import { MemberStack } from './member-stack.ts';
import { OrganizationPackStack, PackStack } from './pack-stacks.ts';
import type { Settings } from './settings.ts';

export interface Stacks {
  readonly account: AccountStack;
  readonly member: MemberStack;
  readonly pack: PackStack;
  readonly organizationPack: OrganizationPackStack;
}

export interface Codes {
  /** Uploaded by the CDK. */
  readonly asset: CodeOf;
  /** Written into the template. */
  readonly inline: CodeOf;
}

export function addStacks(app: App, settings: Settings, { asset, inline }: Codes): Stacks {
  const named = (part: string): string =>
    [`PrivateApiGuard${part}`, settings.nameSuffix].filter((piece) => piece !== '').join('-');
  return {
    account: new AccountStack(app, named(''), {
      settings,
      codeOf: asset,
      description: 'private-api-guard: rule, remediation and fast path for one account and Region',
    }),
    member: new MemberStack(app, named('Member'), {
      settings,
      codeOf: inline,
      description:
        'private-api-guard: functions, roles and runbook for a member account; the conformance pack brings the rule',
    }),
    pack: new PackStack(app, named('Pack'), {
      settings,
      description: 'private-api-guard: conformance pack of one account and Region',
    }),
    organizationPack: new OrganizationPackStack(app, named('OrganizationPack'), {
      settings,
      description: 'private-api-guard: conformance pack of an organisation, in one Region',
    }),
  };
}
