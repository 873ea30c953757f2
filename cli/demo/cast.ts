/** The eight private APIs of the demo: what is the matter with each, and what has to become of it. */

export interface Part {
  readonly name: string;
  /** In the words of people who look at its policy. */
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
    story: 'allows everybody; its VPC endpoint is set on the API, which fences nothing',
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'allow-and-deny',
    story: 'allows everybody, and denies whom StringNotEquals on aws:SourceVpce tells apart',
    before: [403, 200],
    found: 'COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'allow-if',
    story: 'allows whom StringEquals on aws:sourceVpce names, and has no Deny',
    before: [403, 200],
    found: 'COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'inverted',
    story: 'allows with StringNotEquals: names the right endpoint, and lets in all others',
    before: [200, 403],
    found: 'NON_COMPLIANT',
    after: [200, 403],
    inTheEnd: 'NON_COMPLIANT',
  },
  {
    name: 'not-deployed',
    story: 'has the right policy, saved but not deployed',
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'pending-edit',
    story: 'is open, and somebody has begun a method POST /refunds that is not deployed',
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [403, 200],
    inTheEnd: 'COMPLIANT',
  },
  {
    name: 'canary',
    story: 'serves the right policy to a tenth of the requests',
    before: [200, 200],
    found: 'NON_COMPLIANT',
    after: [200, 200],
    inTheEnd: 'NON_COMPLIANT',
  },
  {
    name: 'no-policy',
    story: 'has no policy, so nobody can deploy it yet',
    before: [403, 403],
    found: 'NON_COMPLIANT',
    after: [403, 403],
    inTheEnd: 'COMPLIANT',
  },
] as const satisfies readonly Part[];

export type PartName = (typeof cast)[number]['name'];
