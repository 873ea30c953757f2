/** What many public checkers do, as the yardstick: parse the JSON and look whether the names of the VPC keys occur anywhere. */

export function naiveReader(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return mentionsVpc(value);
  } catch {
    return false;
  }
}

function mentionsVpc(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mentionsVpc);
  if (typeof value !== 'object' || value === null) return false;
  let found = false;
  for (const [key, inner] of Object.entries(value)) {
    const name = key.toLowerCase();
    if (name === 'aws:sourcevpc' || name === 'aws:sourcevpce' || mentionsVpc(inner)) found = true;
  }
  return found;
}
