/** What the language offers, as the editor shows it. */
import type { IRange, languages } from "monaco-editor/editor/editor.api";
import type { Completion } from "@/lib/spec/edit";
import type { HoverRead, Outlined, Place, Suggestions } from "./messages";

/** The editor's numbers: its enums are values, and this file is read where there is no editor. */
const ITEM = { section: 8, key: 9, word: 15, name: 20, example: 18 } as const satisfies Record<
  Completion["kind"],
  number
>;
const SYMBOL = { section: 2, key: 6, rule: 14, test: 11 } as const satisfies Record<Outlined["kind"], number>;
const INSERT_AS_SNIPPET = 4;
const ASK_AGAIN = { id: "editor.action.triggerSuggest", title: "Suggest" };

export function rangeOfPlace({ line, column, endLine, endColumn }: Place): IRange {
  return { startLineNumber: line, startColumn: column, endLineNumber: endLine, endColumn };
}

/** None across lines: the editor replaces within one. */
export function suggestionsOf(found: Suggestions): languages.CompletionItem[] {
  if (found.line !== found.endLine) return [];
  const range = rangeOfPlace(found);
  return found.items.map(({ kind, label, detail, description, insert, asksAgain, rank }, index) => ({
    label: { label, description: detail },
    kind: ITEM[kind],
    documentation: { value: description },
    insertText: insert,
    insertTextRules: INSERT_AS_SNIPPET,
    sortText: `${rank}${String(index).padStart(3, "0")}`,
    filterText: label,
    range,
    ...(asksAgain && { command: ASK_AGAIN }),
  }));
}

export function hoverOf({ hover, ...place }: HoverRead): languages.Hover {
  const { title, type, required, description, rule, value } = hover;
  const about = [type, required ? "needed" : "", hover.default === null ? "" : `default ${hover.default}`];
  const lines = [
    `${asCode(title)} ${about.filter((part) => part !== "").join(", ")}`,
    description,
    value,
    rule && `Rule ${asCode(rule.id)}: ${rule.decides}.`,
    rule?.understood && `Understood as ${asCode(rule.understood)}`,
  ];
  return {
    range: rangeOfPlace(place),
    contents: lines.filter((line) => !!line).map((line) => ({ value: line as string })),
  };
}

export function symbolsOf(symbols: readonly Outlined[]): languages.DocumentSymbol[] {
  return symbols.map(({ kind, name, detail, place, named, children }) => ({
    name,
    detail,
    kind: SYMBOL[kind],
    tags: [],
    range: rangeOfPlace(place),
    selectionRange: rangeOfPlace(named),
    children: symbolsOf(children),
  }));
}

/** Somebody's words: never read as markup. */
function asCode(text: string): string {
  return `\`\` ${text.replaceAll("`", "'").replace(/\s+/g, " ").slice(0, 300)} \`\``;
}
