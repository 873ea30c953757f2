/** What a schema found, in one sentence that names members. */
import type { ZodError } from 'zod';

export function problemsOf({ issues }: ZodError): string {
  return issues
    .map((issue) => {
      const place = issue.path.join('.');
      if (issue.code === 'unrecognized_keys')
        return `unknown property ${issue.keys.map((key) => [...issue.path, key].join('.')).join(', ')}`;
      return place === '' ? issue.message : `${place}: ${issue.message}`;
    })
    .join('; ');
}
