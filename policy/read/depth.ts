/** How deep a JSON text nests its objects and lists: counted along the text, so that no text is too deep to be counted. */

/** @param text JSON, or what should be: strings end where JSON ends them */
export function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (isInString && char === '\\') index += 1;
    else if (char === '"') isInString = !isInString;
    else if (!isInString && (char === '{' || char === '[')) deepest = Math.max(deepest, (depth += 1));
    else if (!isInString && (char === '}' || char === ']')) depth -= 1;
  }
  return deepest;
}
