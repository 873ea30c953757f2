/** What a schema of `zod/mini` finds wrong, in words: the mini build brings none along. */
import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/** @param whole what the value is called */
export function describeIssue(issue: Issue, whole: string): string {
  const place = [whole, ...issue.path.map(String)].filter((name) => name !== '').join('.');
  return place === '' ? problemOf(issue) : `${place}: ${problemOf(issue)}`;
}

function problemOf(issue: Issue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no ${issue.keys.map((key) => `\`${key}\``).join(', ')}`;
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
    case 'invalid_format':
      return `does not match ${String(issue.pattern)}`;
    default:
      return issue.message;
  }
}
