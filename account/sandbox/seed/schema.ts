/** What a seed may say. Unknown members are refused; ids are AWS's own, so that commands and policies can name them. */
import { z } from 'zod';
import { vpcEndpointIdPattern, vpcIdPattern } from '../ec2/network.ts';

const accountId = z.string().regex(/^\d{12}$/, 'expected twelve digits in quotes');
const vpcId = z.string().regex(vpcIdPattern, 'expected `vpc-` and 8 or 17 hexadecimal digits');
const vpcEndpointId = z.string().regex(vpcEndpointIdPattern, 'expected `vpce-` and 8 or 17 hexadecimal digits');
const tags = z.record(z.string(), z.string()).default({});

/** A document, or its text. */
const policy = z.union([z.string(), z.record(z.string(), z.json())]);

const method = z.strictObject({
  path: z.string().startsWith('/', 'expected a path that begins with a slash'),
  httpMethod: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY']).default('GET'),
  authorizationType: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']).default('NONE'),
});

/** One thing that is done to an API after it was made. */
const step = z.union(
  [
    z.strictObject({
      /** A deployment, to a stage that is there or is made by it. With a share of the traffic it becomes the stage's canary. */
      deploy: z.strictObject({
        stageName: z.string(),
        description: z.string().optional(),
        canaryPercentTraffic: z.number().min(0).max(100).optional(),
      }),
    }),
    /** Saves a policy, or with null removes it. Only a deployment makes it count. */
    z.strictObject({ policy: policy.nullable() }),
    z.strictObject({ methods: z.array(method).min(1) }),
  ],
  'expected one of `deploy: { stageName, … }`, `policy: …` and `methods: […]`',
);

const restApi = z
  .strictObject({
    name: z.string().min(1),
    endpointTypes: z.tuple([z.enum(['PRIVATE', 'REGIONAL', 'EDGE'])]).default(['PRIVATE']),
    vpcEndpointIds: z.array(vpcEndpointId).default([]),
    policy: policy.optional(),
    tags,
    /** `GET /` when neither these nor `openApi` is given. Their integration is a mock. */
    methods: z.array(method).optional(),
    /** An OpenAPI document with API Gateway's extensions, imported as ImportRestApi does. */
    openApi: z.record(z.string(), z.json()).optional(),
    /** Makes that many, named `NAME-1`, `NAME-2`, …. */
    copies: z.int().min(1).max(50_000).optional(),
    /** In this order. */
    afterwards: z.array(step).default([]),
  })
  .refine(({ methods, openApi }) => methods === undefined || openApi === undefined, {
    path: ['methods'],
    message: 'expected `methods` or `openApi`, not both',
  });

const region = z.strictObject({
  /** What a support case would do. AWS's own values when left out. */
  quotas: z.strictObject({ privateApis: z.int().min(0) }).optional(),
  /** Starts AWS Config's recorder before anything else is made. */
  configurationRecorder: z.boolean().default(false),
  vpcs: z
    .array(
      z.strictObject({
        vpcId,
        cidrBlock: z.string().default('10.0.0.0/16'),
        isDefault: z.boolean().default(false),
        tags,
      }),
    )
    .default([]),
  vpcEndpoints: z
    .array(
      z.strictObject({
        vpcEndpointId,
        vpcId,
        /** That of API Gateway's `execute-api` in the Region when left out. */
        serviceName: z.string().optional(),
        vpcEndpointType: z.enum(['Interface', 'Gateway']).default('Interface'),
        privateDnsEnabled: z.boolean().default(true),
        tags,
      }),
    )
    .default([]),
  restApis: z.array(restApi).default([]),
});

const account = z.strictObject({
  roles: z
    .array(
      z.strictObject({
        roleName: z.string().regex(/^[\w+=,.@-]{1,64}$/),
        path: z
          .string()
          .regex(/^\/(?:[\w+=,.@-]+\/)*$/, 'expected a path that begins and ends with a slash')
          .default('/'),
        trustedAccounts: z.union([z.literal('*'), z.array(accountId)]),
      }),
    )
    .default([]),
  regions: z
    .record(z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'expected a Region such as eu-west-1'), region)
    .default({}),
});

export const seedSchema = z.strictObject({
  organization: z.strictObject({ managementAccountId: accountId, memberAccountIds: z.array(accountId) }).optional(),
  accounts: z.record(accountId, account),
});

export type Seed = z.output<typeof seedSchema>;
export type SeedAccount = z.output<typeof account>;
export type SeedRegion = z.output<typeof region>;
export type SeedRestApi = z.output<typeof restApi>;
export type SeedMethod = z.output<typeof method>;
export type SeedStep = z.output<typeof step>;
