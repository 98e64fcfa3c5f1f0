/** The lines above rules and tests of a policy: how often they were used, how they come out. */
import { Emitter, editor, languages } from "monaco-editor/editor/editor.api";
import { readPolicy } from "../monaco/spec/ask-spec";
import { type Lens, lensesOf, type PlacedMark } from "../monaco/spec/lenses";
import { isPolicyModel } from "../monaco/spec/providers";
import { TOML_ID } from "../monaco/toml";

type MarksOf = (model: editor.ITextModel) => readonly PlacedMark[];

const COMMAND = "aegis.lens";

/** Offers them once for all editors; who asks is told to ask again when there are others. */
export class RuleLenses implements languages.CodeLensProvider {
  readonly #changed = new Emitter<this>();
  readonly onDidChange = this.#changed.event;
  readonly #marks: MarksOf;
  readonly #onLens: (lens: Lens) => void;
  readonly #offered = new WeakMap<editor.ITextModel, readonly Lens[]>();
  readonly #lensOf = new WeakMap<languages.CodeLens, Lens>();
  readonly #parts: readonly { dispose(): void }[];

  constructor(marks: MarksOf, onLens: (lens: Lens) => void) {
    this.#marks = marks;
    this.#onLens = onLens;
    this.#parts = [
      this.#changed,
      editor.registerCommand(COMMAND, (_, lens: Lens) => onLens(lens)),
      languages.registerCodeLensProvider(TOML_ID, this),
    ];
  }

  /** A line above another one cannot be reached by keyboard; the menu of the editor can. */
  offerIn(shown: editor.IStandaloneCodeEditor): { dispose(): void } {
    return shown.addAction({
      id: "aegis.show-decided",
      label: "Show what this decided",
      contextMenuGroupId: "navigation",
      precondition: `editorLangId == ${TOML_ID}`,
      run: () => {
        const [model, line] = [shown.getModel(), shown.getPosition()?.lineNumber ?? 0];
        const lenses = (model && this.#offered.get(model)) ?? [];
        const lens = lenses.filter((each) => each.line <= line).sort((a, b) => b.line - a.line)[0];
        if (lens) this.#onLens(lens);
      },
    });
  }

  changed(): void {
    this.#changed.fire(this);
  }

  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }

  async provideCodeLenses(model: editor.ITextModel): Promise<languages.CodeLensList | null> {
    if (!isPolicyModel(model)) return null;
    const read = await readPolicy(model.getValue());
    if (!read || model.isDisposed()) return null;
    const lenses = lensesOf(read, this.#marks(model));
    this.#offered.set(model, lenses);
    const made = lenses.map((lens) => {
      const empty = emptyLens(lens);
      this.#lensOf.set(empty, lens);
      return empty;
    });
    return { lenses: made, dispose: () => {} };
  }

  /** Asked for those in sight alone: the others are no more than room in the text, and cost a key next to nothing. */
  resolveCodeLens(_: editor.ITextModel, empty: languages.CodeLens): languages.CodeLens | undefined {
    const lens = this.#lensOf.get(empty);
    return lens && { ...empty, command: { id: COMMAND, title: lens.title, arguments: [lens] } };
  }
}

function emptyLens({ kind, line }: Lens): languages.CodeLens {
  const range = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
  return { range, id: `${kind} ${line}` };
}
