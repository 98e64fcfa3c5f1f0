/** A place in a file, as the address bar holds it: "#agent.ts:12:5-14:2". Lines and columns count from one. */
export interface Selection {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Place {
  readonly path: string;
  readonly at: Selection | null;
}

/** What the address bar says, and of which group of tabs; of a link that was just followed nobody knows it yet. */
export interface Written {
  readonly path: string;
  readonly group: number | null;
}

/** What Back takes back: another file in the same group. Going over to the other one, where both are in sight, is none. */
export function isStep(before: Written | null, now: Written): boolean {
  if (before === null || before.path === now.path) return false;
  return before.group === null || before.group === now.group;
}

const AT = /^(.*?)(?::(\d{1,7})(?::(\d{1,7})(?:-(\d{1,7}):(\d{1,7}))?)?)?$/s;

export function parsePlace(hash: string): Place | null {
  const found = AT.exec(decode(hash.replace(/^#/, "")));
  const [, path = "", line, column, endLine, endColumn] = found ?? [];
  if (path === "") return null;
  if (line === undefined) return { path, at: null };
  const start = { line: count(line), column: count(column) };
  const end = endLine === undefined ? start : { line: count(endLine), column: count(endColumn) };
  return { path, at: { ...start, endLine: end.line, endColumn: end.column } };
}

export function formatPlace({ path, at }: Place): string {
  const name = path.split("/").map(encodeURIComponent).join("/");
  if (at === null) return `#${name}`;
  const start = `${at.line}:${at.column}`;
  const empty = at.line === at.endLine && at.column === at.endColumn;
  return `#${name}:${start}${empty ? "" : `-${at.endLine}:${at.endColumn}`}`;
}

/** A hash that was cut or typed by hand may hold half an escape. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function count(digits: string | undefined): number {
  return Math.max(1, Number(digits ?? 1));
}
