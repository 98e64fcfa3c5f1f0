/**
 * Globs by their definition, for comparison with the engine: no index, no state machines, nothing shared with
 * lib/policy/match. Slow and meant to be read: each function is one sentence of the language's description.
 */

/** Whether one of the patterns that the braces stand for matches the parts of a text. */
export function matchesGlob(pattern: string, parts: readonly string[], separator = "/"): boolean {
  return expand(pattern).some((each) => {
    const segments = each === separator ? [] : each.split(separator);
    return matchesParts(
      segments[0] === "" && separator === "/" && each !== "" ? segments.slice(1) : segments,
      parts,
    );
  });
}

/** A canonical path in parts. */
export function partsOf(path: string): readonly string[] {
  return path === "/" ? [] : path.slice(1).split("/");
}

/** `**` is nothing, or one part and then `**` again; any other segment is one part that it matches. */
function matchesParts(segments: readonly string[], parts: readonly string[]): boolean {
  // reach[i] tells whether the segments so far can stand for the first i parts.
  let reach = [true, ...parts.map(() => false)];
  for (const segment of segments) {
    const next = reach.map(() => false);
    for (let i = 0; i <= parts.length; i++) {
      if (segment === "**") next[i] = reach[i] === true || (i > 0 && next[i - 1] === true);
      else if (i > 0) next[i] = reach[i - 1] === true && matchesPart(segment, parts[i - 1] as string);
    }
    reach = next;
  }
  return reach[parts.length] === true;
}

type Token = { readonly any: true } | { readonly admits: (character: string) => boolean };

/** `*` is nothing, or one character and then `*` again; any other token is one character that it admits. */
function matchesPart(segment: string, part: string): boolean {
  const characters = [...part];
  let reach = [true, ...characters.map(() => false)];
  for (const token of tokensOf([...segment])) {
    const next = reach.map(() => false);
    for (let i = 0; i <= characters.length; i++) {
      if ("any" in token) next[i] = reach[i] === true || (i > 0 && next[i - 1] === true);
      else if (i > 0) next[i] = reach[i - 1] === true && token.admits(characters[i - 1] as string);
    }
    reach = next;
  }
  return reach[characters.length] === true;
}

function tokensOf(characters: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string;
    if (character === "*") tokens.push({ any: true });
    else if (character === "?") tokens.push({ admits: () => true });
    else if (character === "\\") {
      const literal = characters[++i];
      tokens.push({ admits: (other) => other === literal });
    } else if (character === "[") {
      const end = endOfClass(characters, i);
      tokens.push(classToken(characters.slice(i + 1, end)));
      i = end;
    } else tokens.push({ admits: (other) => other === character });
  }
  return tokens;
}

function endOfClass(characters: readonly string[], start: number): number {
  let i = start + 1;
  if (characters[i] === "!" || characters[i] === "^") i++;
  if (characters[i] === "]") i++;
  while (i < characters.length && characters[i] !== "]") i += characters[i] === "\\" ? 2 : 1;
  return i;
}

/** The classes that the tests make have no backslashes; ranges and single members are all there is. */
function classToken(body: readonly string[]): Token {
  const negated = body[0] === "!" || body[0] === "^";
  const members = negated ? body.slice(1) : body;
  const tests: ((character: string) => boolean)[] = [];
  for (let i = 0; i < members.length; i++) {
    const first = members[i] as string;
    const last = members[i + 1] === "-" && i + 2 < members.length ? (members[i + 2] as string) : first;
    if (last !== first) i += 2;
    tests.push((character) => pointOf(character) >= pointOf(first) && pointOf(character) <= pointOf(last));
  }
  return { admits: (character) => tests.some((test) => test(character)) !== negated };
}

function pointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Replaces the first innermost group by each of its alternatives, until there is none left. */
function expand(pattern: string): string[] {
  const close = pattern.indexOf("}");
  if (close === -1) return [pattern];
  const open = pattern.lastIndexOf("{", close);
  const alternatives = pattern.slice(open + 1, close).split(",");
  return alternatives.flatMap((each) => expand(pattern.slice(0, open) + each + pattern.slice(close + 1)));
}
