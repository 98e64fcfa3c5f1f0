/** The lines above rules and tests of a policy: how often they were used, how they come out. */
import { Emitter, type editor, languages } from "monaco-editor/editor/editor.api";
import { readPolicy } from "../monaco/spec/ask-spec";
import { type Lens, lensesOf, type PlacedMark } from "../monaco/spec/lenses";
import { isPolicyModel } from "../monaco/spec/providers";
import { TOML_ID } from "../monaco/toml";

/** Offers them in one editor; whoever asks is told to ask again when there are others. */
export function offerLenses(
  shown: editor.IStandaloneCodeEditor,
  marks: () => readonly PlacedMark[],
  onLens: (lens: Lens) => void,
): { changed(): void; dispose(): void } {
  const changed = new Emitter<languages.CodeLensProvider>();
  let lenses: readonly Lens[] = [];
  const lensOf = new WeakMap<languages.CodeLens, Lens>();
  // A line above another one cannot be reached by keyboard; the menu of the editor can.
  const action = shown.addAction({
    id: "aegis.show-decided",
    label: "Show what this decided",
    contextMenuGroupId: "navigation",
    precondition: `editorLangId == ${TOML_ID}`,
    run() {
      const line = shown.getPosition()?.lineNumber ?? 0;
      const lens = lenses.filter((each) => each.line <= line).sort((a, b) => b.line - a.line)[0];
      if (lens) onLens(lens);
    },
  });
  const command = shown.addCommand(0, (_, lens: Lens) => onLens(lens)) ?? "";
  const provider: languages.CodeLensProvider = {
    onDidChange: changed.event,
    async provideCodeLenses(model) {
      if (model !== shown.getModel() || !isPolicyModel(model)) return null;
      const read = await readPolicy(model.getValue());
      if (!read || model.isDisposed()) return null;
      lenses = lensesOf(read, marks());
      const made = lenses.map((lens) => {
        const empty = emptyLens(lens);
        lensOf.set(empty, lens);
        return empty;
      });
      return { lenses: made, dispose: () => {} };
    },
    // Asked for those in sight alone: the others are no more than room in the text, and cost a key next to nothing.
    resolveCodeLens(_, empty) {
      const lens = lensOf.get(empty);
      return lens && { ...empty, command: { id: command, title: lens.title, arguments: [lens] } };
    },
  };
  const parts = [action, languages.registerCodeLensProvider(TOML_ID, provider), changed];
  return {
    changed: () => changed.fire(provider),
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}

function emptyLens({ kind, line }: Lens): languages.CodeLens {
  const range = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
  return { range, id: `${kind} ${line}` };
}
