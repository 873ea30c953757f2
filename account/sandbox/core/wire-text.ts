/** Members of the query protocols: on the wire numbers and booleans are text; from inside they come as they are. */
import { z } from 'zod';

export const wireNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().int());

export const wireBoolean = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
