/** Where REST-JSON puts the parts of one operation. */

export type ParameterKind = 'text' | 'number' | 'boolean' | 'list' | 'map';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With labels in braces, such as `/restapis/{restApiId}`, and the query parameters that tell it from another, such as `?mode=import`. */
  readonly path: string;
  readonly operation: string;
  /** Of a success; 200 when left out. */
  readonly status?: number;
  /** Member → its name in the query and in the bodies, where that is another one. */
  readonly wireNames?: Readonly<Record<string, string>>;
  /** Query parameter → how it is read. `map` takes all parameters that no other name takes. */
  readonly query?: Readonly<Record<string, ParameterKind>>;
  /** Member → header that carries it in the request. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** Member → header that carries it in the answer. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** The member that is the whole body of the request, as base64 text. */
  readonly requestPayload?: string;
  /** The member that is the whole body of the answer. */
  readonly answerPayload?: string;
  /** The member that the answer's HTTP status is. */
  readonly answerStatus?: string;
}
