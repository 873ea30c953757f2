/** Ids that must not be mixed up. In: text. Out: the branded id, or null when the text cannot be one. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type VpcId = Branded<'VpcId'>;
export type VpcEndpointId = Branded<'VpcEndpointId'>;
export type AccountId = Branded<'AccountId'>;

const isVpcId = (text: string): text is VpcId => /^vpc-[0-9a-z]+$/.test(text);
const isVpcEndpointId = (text: string): text is VpcEndpointId => /^vpce-[0-9a-z]+$/.test(text);
const isAccountId = (text: string): text is AccountId => /^[0-9]+$/.test(text);

/** `vpc-` and lower-case letters or digits (AWS's own ids are 8 or 17 hexadecimal digits long). */
export const parseVpcId = (text: string): VpcId | null => (isVpcId(text) ? text : null);

/** `vpce-` and lower-case letters or digits. */
export const parseVpcEndpointId = (text: string): VpcEndpointId | null => (isVpcEndpointId(text) ? text : null);

/** Digits (AWS's own account ids have twelve). */
export const parseAccountId = (text: string): AccountId | null => (isAccountId(text) ? text : null);
