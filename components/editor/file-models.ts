import type { Texts } from "../files/files";
import { languageOf } from "../monaco/language-of";
import { editor, Uri } from "../monaco/setup";
import { changeBetween } from "./change-between";
import type { ReadText } from "./edit-buffer";

export const ROOT = "/workspace/";

/** The files of a workspace as Monaco has them: one model each, in whichever editors it is shown, with one history. */
export class FileModels {
  readonly #onEdit: (path: string, read: ReadText) => void;
  /** The text of each file as it was last handed in or out: the same one again means that nothing has to be done. */
  readonly #known = new Map<string, string>();
  /** As all of them were handed in last: each editor hands them in. */
  #texts: Texts = {};
  /** Set while we write into a model ourselves: that is no edit of the person's. */
  #writing = false;

  constructor(onEdit: (path: string, read: ReadText) => void) {
    this.#onEdit = onEdit;
  }

  /** Makes the models the files: new ones appear, gone ones go, changed ones are rewritten as one undoable step. */
  setTexts(texts: Texts): void {
    if (texts === this.#texts) return;
    this.#texts = texts;
    for (const [path, text] of Object.entries(texts)) this.write(path, text);
    for (const model of this.#all())
      if (!Object.hasOwn(texts, model.uri.path.slice(ROOT.length))) this.#remove(model);
  }

  write(path: string, text: string): editor.ITextModel {
    const uri = Uri.file(ROOT + path);
    const model = editor.getModel(uri);
    if (model !== null && this.#known.get(path) === text) return model;
    this.#known.set(path, text);
    if (model === null) return this.#make(uri, path, text);
    this.#replace(model, text);
    return model;
  }

  dispose(): void {
    for (const model of this.#all()) this.#remove(model);
  }

  #make(uri: Uri, path: string, text: string): editor.ITextModel {
    const model = editor.createModel(text, languageOf(path).id, uri);
    // Brackets in six colours would drown the colours that mean something.
    model.updateOptions({
      tabSize: 2,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    // Also of a file that no editor shows: renaming a name changes every file that has it.
    model.onDidChangeContent(() => {
      if (!this.#writing) this.#onEdit(path, () => this.#read(path, model));
    });
    return model;
  }

  #read(path: string, model: editor.ITextModel): string {
    const text = model.isDisposed() ? (this.#known.get(path) ?? "") : model.getValue();
    this.#known.set(path, text);
    return text;
  }

  /** One undoable step, which leaves the cursor and the marks around it where they are. */
  #replace(model: editor.ITextModel, text: string): void {
    const before = model.getValue();
    if (before === text) return;
    const change = changeBetween(before, text);
    const [start, end] = [model.getPositionAt(change.start), model.getPositionAt(change.end)];
    const range = {
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    };
    this.#writing = true;
    model.pushStackElement(); // what was typed before is a step of its own
    model.pushEditOperations([], [{ range, text: change.text }], () => null);
    model.pushStackElement();
    this.#writing = false;
  }

  #remove(model: editor.ITextModel): void {
    this.#known.delete(model.uri.path.slice(ROOT.length));
    model.dispose();
  }

  #all(): readonly editor.ITextModel[] {
    return editor.getModels().filter(({ uri }) => uri.path.startsWith(ROOT));
  }
}
