/** What is put beside the functions: as many ids as the rule takes find room in the button, in values that the runbook takes. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { buttonOf, inputParametersOf } from '../../../cli/installation/resources.ts';
import { runbookParameters } from '../../../remediation/parameters.ts';
import { parseParameters } from '../../../rule/parameters.ts';

const button = z.object({
  Parameters: z.object({
    TrustedVpcIds: z.object({ StaticValue: z.object({ Values: z.array(z.string()) }) }),
    TrustedVpcEndpointIds: z.object({ StaticValue: z.object({ Values: z.array(z.string()) }) }).optional(),
  }),
});

/** Ids of that many letters or digits: AWS's own have 8 or 17, and the runbook takes up to 32. */
test.each([2, 8, 17, 32])('as many ids of %i letters as the rule takes', (length) => {
  const idOf = (at: number): string => `vpc-${at.toString(36).padStart(length, '0').slice(-length)}`;
  const most = Math.floor((1024 - '{"trustedVpcIds":""}'.length + 1) / (5 + length));
  const vpcIds = Array.from({ length: most }, (_, at) => idOf(at));
  const trusted = { vpcIds, vpcEndpointIds: [] };
  expect(parseParameters(inputParametersOf(trusted)).trustedVpcIds).toEqual(vpcIds);
  expect(() => parseParameters(inputParametersOf({ ...trusted, vpcIds: [...vpcIds, idOf(0)] }))).toThrow('1024');
  const { TrustedVpcIds, TrustedVpcEndpointIds } = button.parse(buttonOf('role', trusted)).Parameters;
  const values = TrustedVpcIds.StaticValue.Values;
  expect(TrustedVpcEndpointIds).toBeUndefined();
  expect(values.join().split(',')).toEqual(vpcIds);
  expect(values.length).toBeLessThanOrEqual(25);
  for (const value of values) {
    expect(value.length).toBeLessThanOrEqual(256);
    expect(value).toMatch(new RegExp(runbookParameters.TrustedVpcIds.allowedPattern));
  }
});
