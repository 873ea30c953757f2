/** What the packs' stacks hand to AWS Config, as CloudFormation makes it of their templates. */
import type { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import type { Deployed } from '../support/permissions/grants.ts';
import { propertiesOf } from './synthesised.ts';

const part = z.union([z.string(), z.object({ Ref: z.string() })]);
const text = z.union([z.string(), z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(part)]) })]);

const parameters = z.array(z.object({ ParameterName: z.string(), ParameterValue: text }));

const properties = z.object({ TemplateBody: text, ConformancePackInputParameters: parameters });

/** @throws Error for a reference to anything but the place */
function resolve(value: z.output<typeof text>, { partition, region, accountId }: Deployed): string {
  const known: Readonly<Record<string, string>> = {
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::AccountId': accountId,
  };
  if (typeof value === 'string') return value;
  const parts = value['Fn::Join'][1].map((one) => (typeof one === 'string' ? one : known[one.Ref]));
  return z.array(z.string()).parse(parts).join('');
}

function propertiesIn(template: Template): z.output<typeof properties> {
  const packs = ['AWS::Config::ConformancePack', 'AWS::Config::OrganizationConformancePack'];
  return properties.parse(packs.flatMap((type) => propertiesOf(template, type))[0]);
}

export const bodyOf = (template: Template, place: Deployed): string =>
  resolve(propertiesIn(template).TemplateBody, place);

/** By their names. */
export const parametersOf = (template: Template, place: Deployed): Readonly<Record<string, string>> =>
  Object.fromEntries(
    propertiesIn(template).ConformancePackInputParameters.map(({ ParameterName, ParameterValue }) => [
      ParameterName,
      resolve(ParameterValue, place),
    ]),
  );
