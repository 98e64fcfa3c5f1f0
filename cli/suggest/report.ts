/** What suggest says beside the edit itself: what else it lets through, what cannot be allowed, what goes. */

import { rulesOfProgram } from "../../lib/policy/rule-list";
import type { Refused, Shrinking, Suggestion } from "../../lib/policy/suggest";
import type { TextEdit } from "../../lib/spec/diagnostics/diagnostic";
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import { plural } from "../report/finding";
import type { SpecFile } from "../spec-file";

export interface Proposal {
  readonly edits: readonly TextEdit[];
  /** The text with the edits made. */
  readonly text: string;
  /** How many requests stay denied. */
  readonly refused: number;
  readonly json: object;
  notes(style: Style): string;
}

export function additionNotes({ adds, refused }: Suggestion, asked: number, style: Style): string {
  const lines = adds.map(({ path, entry, alsoAllows }) => {
    const what = `${style.green("add")} ${printable(`${path.slice(1).join(".")} ${JSON.stringify(entry)}`)}`;
    if (alsoAllows === null) return what;
    return `${what}\n    also lets through ${printable(JSON.stringify(alsoAllows))}`;
  });
  for (const { request, reason } of refused) {
    lines.push(
      `${style.red("stays denied")} ${printable(JSON.stringify(request))}\n    ${printable(reason)}`,
    );
  }
  const parts = [
    adds.length === 0
      ? "nothing to add"
      : `${plural(adds.length, "entry").replace("entrys", "entries")} to add`,
    ...(refused.length === 0 ? [] : [`${plural(refused.length, "request")} cannot be allowed`]),
  ];
  lines.push(`${plural(asked, "request")}: ${parts.join(", ")}.`);
  return lines.map((line) => `${line}\n`).join("");
}

export function shrinkingNotes({ removed, narrowed }: Shrinking, asked: number, style: Style): string {
  const lines = [
    ...removed.map(({ rule, pattern }) => {
      return `${style.red("remove")} ${printable(`${rule} ${JSON.stringify(pattern)}`)}`;
    }),
    ...narrowed.map(({ rule, pattern, entries }) => {
      const now = entries.map((entry) => JSON.stringify(entry)).join(", ");
      return `${style.yellow("narrow")} ${printable(`${rule} ${JSON.stringify(pattern)} to ${now}`)}`;
    }),
  ];
  const nothing = removed.length + narrowed.length === 0;
  const what = nothing
    ? "nothing is wider than that"
    : `${removed.length} to remove, ${narrowed.length} to narrow`;
  lines.push(`${plural(asked, "request")}: ${what}.`);
  return lines.map((line) => `${line}\n`).join("");
}

export function jsonAdditions({ adds, refused }: Suggestion, file: SpecFile): object {
  const lines = new Map(rulesOfProgram(file.program).map(({ id, line }) => [id, line]));
  return {
    adds: adds.map(({ path, entry, alsoAllows }) => ({ path, entry, also_allows: alsoAllows })),
    refused: refused.map((each) => jsonRefused(each, lines)),
  };
}

function jsonRefused({ request, rule, reason }: Refused, lines: ReadonlyMap<string, number | null>) {
  return { request, rule, line: lines.get(rule ?? "") ?? null, reason };
}

export function jsonShrinking({ removed, narrowed }: Shrinking): object {
  return { removed, narrowed };
}
