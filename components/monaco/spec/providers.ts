/** Completion, hover, outline and definitions of policies; the worker answers, this adapts. */
import { editor, languages, type Position, type Uri } from "monaco-editor/editor/editor.api";
import { TOML_ID } from "../toml";
import { askSpec, readPolicy } from "./ask-spec";
import { isPolicy } from "./is-policy";
import type { TestRead } from "./messages";
import { NAMING_FILES, namesOf } from "./names-of-files";
import { hoverOf, rangeOfPlace, suggestionsOf, symbolsOf } from "./to-suggestions";

const ROOT = "/workspace/";

export const isPolicyModel = (model: editor.ITextModel): boolean =>
  model.uri.path.startsWith(ROOT) && isPolicy(model.uri.path.slice(ROOT.length));

export function provideForPolicies(): void {
  languages.registerCompletionItemProvider(TOML_ID, {
    triggerCharacters: ["[", ".", '"', "{", " "],
    provideCompletionItems(model, position, { triggerCharacter }) {
      const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      // A blank asks only where a value begins: within words it would stand in the way.
      if (triggerCharacter === " " && !/[=,{[] $/.test(before)) return null;
      return complete(model, position);
    },
  });
  languages.registerHoverProvider(TOML_ID, {
    async provideHover(model, position) {
      if (!isPolicyModel(model)) return null;
      const found = await askSpec("hover", at(model, position));
      return found && hoverOf(found);
    },
  });
  languages.registerDocumentSymbolProvider(TOML_ID, {
    displayName: "Policy",
    provideDocumentSymbols: async (model) =>
      symbolsOf((await askSpec("outline", { text: model.getValue() })) ?? []),
  });
  languages.registerDefinitionProvider(TOML_ID, {
    async provideDefinition(model, position) {
      if (!isPolicyModel(model)) return null;
      const read = await readPolicy(model.getValue());
      return definitions(read?.tests ?? [], position.lineNumber, model.uri);
    },
  });
}

const at = (model: editor.ITextModel, position: Position) => {
  return { text: model.getValue(), offset: model.getOffsetAt(position) };
};

async function complete(
  model: editor.ITextModel,
  position: Position,
): Promise<languages.CompletionList | null> {
  if (!isPolicyModel(model)) return null;
  const found = await askSpec("complete", { ...at(model, position), names: namesOf(workspaceFiles()) });
  return found && { suggestions: suggestionsOf(found) };
}

/** The other files, as they are in the editor; their texts only where they name something. */
function workspaceFiles(): Map<string, string> {
  const files = editor.getModels().filter(({ uri }) => uri.path.startsWith(ROOT));
  return new Map(
    files.map((model) => {
      const path = model.uri.path.slice(ROOT.length);
      return [path, NAMING_FILES.has(path) ? model.getValue() : ""];
    }),
  );
}

/** From a test to the rule that decides it, and from a rule to the tests that it decides. */
function definitions(tests: readonly TestRead[], line: number, uri: Uri): languages.Location[] {
  const inside = tests.find((test) => test.line <= line && line <= test.endLine);
  if (inside) return inside.place ? [{ uri, range: rangeOfPlace(inside.place) }] : [];
  return tests
    .filter(({ place }) => place !== null && place.line <= line && line <= place.endLine)
    .map((test) => ({
      uri,
      range: rangeOfPlace({ line: test.line, column: 1, endLine: test.line, endColumn: 1 }),
    }));
}
