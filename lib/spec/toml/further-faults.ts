/**
 * Further mistakes of syntax in a text that has one: the statement at fault is blanked, and what follows it is read
 * again from the next line that surely begins a statement.
 *
 * Guarantees: nothing is reported that is only a consequence of what was reported before. Where it is not sure how
 * to go on (texts over several lines, open braces, definitions that collide), it stops: one mistake too few is found
 * by the next run, one too many sends an author looking for nothing.
 */
import type { TomlFault } from "./readers";

/** More than anybody mends at once. */
const MOST_FAULTS = 20;
/** Each further one costs some readings of the whole text. */
const MAX_LENGTH = 65_536;
/** How many lines back the beginning of a statement is looked for. */
const MAX_STATEMENT_STARTS = 8;

const KEY = String.raw`(?:[A-Za-z0-9_-]+|"[^"\\\n]*"|'[^'\n]*')`;
const PAIR = new RegExp(String.raw`^[ \t]*${KEY}(?:[ \t]*\.[ \t]*${KEY})*[ \t]*=`);
/** Only sections of the language: `[1]` on a line of its own may be an element of a list. */
const SECTIONS = "agent|capabilities|guards|approvals|resources|audit|checkpoint|compliance|test";
const HEADER = new RegExp(
  String.raw`^[ \t]*\[\[?[ \t]*(?:${SECTIONS})[ \t]*(?:\.[ \t]*${KEY}[ \t]*)*\]\]?[ \t]*(?:#.*)?\r?$`,
);
const ANY_HEADER = /^[ \t]*\[/;

export function furtherFaults(
  text: string,
  first: TomlFault,
  read: (text: string) => TomlFault | null,
): TomlFault[] {
  if (text.length > MAX_LENGTH || /"""|'''/.test(text)) return [];
  const found: TomlFault[] = [];
  let rest = text;
  let fault = first;
  while (found.length < MOST_FAULTS && isPlain(fault)) {
    const start = statementStart(rest, fault.span.start, read);
    const next = start === null ? null : resumeAt(rest, start, fault.span.start);
    if (start === null || next === null) break;
    rest = rest.slice(0, start) + rest.slice(start, next).replace(/[^\r\n]/g, " ") + rest.slice(next);
    const another = read(rest);
    if (another === null || another.span.start < next || !isPlain(another)) break;
    found.push(another);
    fault = another;
  }
  return found;
}

/** Mistakes that stand by themselves. What is defined twice may only seem so when other parts are left out. */
function isPlain({ kind, message }: TomlFault): boolean {
  return kind === "syntax" && !message.includes("already defined");
}

/** The line on which the statement begins: all before it reads well. */
function statementStart(text: string, at: number, read: (text: string) => TomlFault | null): number | null {
  let line = lineStart(text, at);
  for (let tries = 0; tries < MAX_STATEMENT_STARTS; tries++) {
    if (read(text.slice(0, line)) === null) return line;
    do {
      if (line === 0) return null;
      line = lineStart(text, line - 1);
    } while (!PAIR.test(lineAt(text, line)) && !ANY_HEADER.test(lineAt(text, line)));
  }
  return null;
}

/** Where reading can go on: the next key, or where keys would go astray the next section. */
function resumeAt(text: string, start: number, fault: number): number | null {
  // Without its header, what follows would be read as part of another section.
  const isHeader = ANY_HEADER.test(lineAt(text, start));
  // Where the value is missing, it may have slipped to the next line.
  let isValue = /=[ \t]*\r?$/.test(lineAt(text, start));
  let line = start;
  for (;;) {
    const end = text.indexOf("\n", line);
    if (end === -1) return null;
    line = end + 1;
    const here = lineAt(text, line);
    if (isValue && here.trim() !== "" && !HEADER.test(here)) {
      isValue = false;
      continue;
    }
    // The fault may be that a line begins where a list was still open: then that line is sound.
    if (line + here.length - here.trimStart().length < fault) continue;
    if (HEADER.test(here)) return line;
    if (!isHeader && PAIR.test(here) && !text.slice(start, line).includes("{")) return line;
  }
}

function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? undefined : end);
}
