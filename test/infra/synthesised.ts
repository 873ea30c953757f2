/** The app's stacks as templates, without bundling. Synthesis takes its time: do it once in a file. */
import { fileURLToPath } from 'node:url';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { z } from 'zod';
import { readSettings } from '../../infra/settings.ts';
import { addStacks, type Stacks } from '../../infra/stacks.ts';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Validation has a test of its own. */
process.env['CDK_VALIDATION'] = 'false';

const stub = (): Code => Code.fromInline('exports.handler = async () => undefined;');

export type Given = Readonly<Record<string, unknown>>;

export function appOf(given: Given): { readonly app: App; readonly stacks: Stacks } {
  const app = new App({ analyticsReporting: false });
  return { app, stacks: addStacks(app, readSettings(given), { asset: stub, inline: stub }) };
}

export function templatesOf(given: Given): Readonly<Record<keyof Stacks, Template>> {
  const { account, member, pack, organizationPack } = appOf(given).stacks;
  const template = (stack: Stack): Template => Template.fromStack(stack);
  return {
    account: template(account),
    member: template(member),
    pack: template(pack),
    organizationPack: template(organizationPack),
  };
}

/** The properties of all resources of a type, in the template's order. */
export function propertiesOf(template: Template, type: string): readonly Readonly<Record<string, unknown>>[] {
  const resource = z.object({ Properties: z.record(z.string(), z.unknown()) });
  return Object.values(template.findResources(type)).map((found) => resource.parse(found).Properties);
}
