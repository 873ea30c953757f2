/** The eight private APIs of the demo: what is the matter with each, and what has to become of it. */

export interface DemoApi {
  readonly name: string;
  /** Its policy, and what of it is deployed. */
  readonly story: string;
  /** Status codes before anything is done: of the stranger, of the insider. */
  readonly before: readonly [number, number];
  readonly found: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly after: readonly [number, number];
  readonly inTheEnd: 'COMPLIANT' | 'NON_COMPLIANT';
}

export const cast = [
  {
    name: 'open',
    story: 'allows everybody; its VPC endpoint setting only adds DNS names',
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'allow-and-deny',
    story: "allows everybody, and denies callers whose aws:SourceVpce is not the insider's (StringNotEquals)",
    before: [403, 200],
    found: 'COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'allow-if',
    story: "allows only callers from the insider's VPC endpoint (StringEquals on aws:sourceVpce); no Deny",
    before: [403, 200],
    found: 'COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'inverted',
    story: "allows callers from every VPC endpoint but the insider's (StringNotEquals in the Allow); no Deny",
    before: [200, 403],
    found: 'NON_COMPLIANT',
    after: [200, 403],
    inTheEnd: 'NON_COMPLIANT',
  },
  {
    name: 'not-deployed',
    story: "is open; allow-and-deny's policy is saved, not deployed",
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'pending-edit',
    story: 'is open, and has an edit in progress: POST /refunds is saved, not deployed',
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'canary',
    story: "is open; a canary of 10 % has allow-and-deny's policy",
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [200, 200],
    inTheEnd: 'NON_COMPLIANT',
  },
  {
    name: 'no-policy',
    story: 'has no resource policy, so API Gateway refuses to deploy it',
    before: [403, 403],
    found: 'NON_COMPLIANT',
    after: [403, 403],
    inTheEnd: 'COMPLIANT',
  },
] as const satisfies readonly DemoApi[];

export type ApiName = (typeof cast)[number]['name'];
