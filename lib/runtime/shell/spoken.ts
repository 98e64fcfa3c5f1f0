/** Errors as bash says them. The library's commands call missing whatever they cannot read, or show a call's own message. */

const CALL_MESSAGE = /\bE[A-Z0-9]{2,14}: ([a-z][a-z /-]*), [a-z]+ '([^'\n]*)'(?: -> '[^'\n]*')?/g;
const MISSING = /(No such file or directory|no such file)/i;

export function spoken(text: string, refused: ReadonlySet<string>): string {
  if (text === "") return text;
  const plain = text.replace(CALL_MESSAGE, (_, what: string, path: string, at: number) => {
    // `rm: cannot remove 'a': …` has named it already.
    const before = text.slice(text.lastIndexOf("\n", at) + 1, at);
    return before.includes(lastName(path)) ? capital(what) : `${path}: ${capital(what)}`;
  });
  if (refused.size === 0 || !MISSING.test(plain)) return plain;
  const names = [...refused].map(lastName);
  const lines = plain.split("\n");
  return lines.map((line) => (names.some((name) => line.includes(name)) ? denied(line) : line)).join("\n");
}

function denied(line: string): string {
  return line.replace(MISSING, "Permission denied");
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/", path.length - 2) + 1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
