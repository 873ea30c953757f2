/**
 * The shape of a policy document that API Gateway takes. AWS says of a refusal no more than that syntax or principals are wrong;
 * what is checked here is the grammar of IAM policies for API Gateway, assumed where AWS does not say.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { z } from 'zod';
import type { Json, JsonRecord } from '../core/values.ts';

const listOf = (item: z.ZodType): z.ZodType => z.union([item, z.array(item)]);

const action = listOf(z.string().regex(/^(\*|execute-api:\S+)$/i));
const resource = listOf(z.string().min(1));
const awsPrincipal = z.string().regex(/^(\*|\d{12}|arn:[\w-]+:(iam|sts)::\d{12}:.+)$/);
const principal = z.union([
  z.literal('*'),
  z
    .strictObject({
      AWS: listOf(awsPrincipal).optional(),
      Service: listOf(z.string().min(1)).optional(),
      Federated: listOf(z.string().min(1)).optional(),
      CanonicalUser: listOf(z.string().min(1)).optional(),
    })
    .refine((members) => Object.keys(members).length > 0),
]);
const value = z.union([z.string(), z.number(), z.boolean()]);

const operator = z
  .string()
  .regex(
    /^((ForAnyValue|ForAllValues):)?((String(Not)?(Equals(IgnoreCase)?|Like)|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)$/i,
  );

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principal.optional(),
    NotPrincipal: principal.optional(),
    Action: action.optional(),
    NotAction: action.optional(),
    Resource: resource.optional(),
    NotResource: resource.optional(),
    Condition: z.record(operator, z.record(z.string(), listOf(value))).optional(),
  })
  .refine((members) => isOne(members.Principal, members.NotPrincipal))
  .refine((members) => isOne(members.Action, members.NotAction))
  .refine((members) => isOne(members.Resource, members.NotResource));

const isOne = (one: unknown, other: unknown): boolean => (one === undefined) !== (other === undefined);

/** An empty list of actions passes: people deploy placeholders so. */
const policyDocument = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement).min(1)]),
});

export function isPolicyDocument(given: Json | undefined): given is JsonRecord {
  return policyDocument.safeParse(given).success;
}
