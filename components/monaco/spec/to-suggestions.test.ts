import {
  CompletionItemInsertTextRule,
  CompletionItemKind,
  SymbolKind,
} from "monaco-editor/editor/common/standalone/standaloneEnums";
import { expect, it } from "vitest";
import { answer } from "./answers";
import { hoverOf, suggestionsOf, symbolsOf } from "./to-suggestions";

function complete(marked: string) {
  const offset = marked.indexOf("|");
  return suggestionsOf(answer("complete", { text: marked.replace("|", ""), offset }));
}

it("speaks the numbers of the editor", () => {
  const [key] = complete("[agent]\nna|");
  expect(key).toMatchObject({
    kind: CompletionItemKind.Property,
    insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet,
    range: { startLineNumber: 2, startColumn: 1, endLineNumber: 2, endColumn: 3 },
  });
  expect(complete("[ca|")[0]?.kind).toBe(CompletionItemKind.Module);
  expect(complete("[audit]\nhash_chain = |")[0]?.kind).toBe(CompletionItemKind.Enum);
  const [section] = symbolsOf(answer("outline", { text: '[[test]]\nname = "a"\n' }));
  expect(section).toMatchObject({ name: "a", kind: SymbolKind.Function, selectionRange: { endColumn: 9 } });
});

it("asks again where the language has words for the value", () => {
  const asks = (marked: string, label: string) =>
    complete(marked).find((item) => (item.label as { label: string }).label === label)?.command?.id;
  expect(asks("[network]\n[audit]\n|", "log_level")).toBe("editor.action.triggerSuggest");
  expect(asks("[agent]\n|", "owner")).toBeUndefined();
});

it("replaces nothing across lines", () => {
  expect(complete('[agent]\ndescription = """\na|\nb"""')).toEqual([]);
});

it("shows what an author wrote as code, never as markup", () => {
  const text = '[capabilities.tools."a`[x](y)"]';
  const found = answer("hover", { text, offset: text.indexOf("x]") });
  if (!found) throw new Error("a name of a tool says that it is one");
  const [title] = hoverOf(found).contents;
  expect(title?.value).toBe("`` capabilities.tools.a'[x](y) `` table");
});
