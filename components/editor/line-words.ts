import type { editor } from "monaco-editor/editor/editor.api";
import type { PlacedMark } from "../monaco/spec/lenses";
import { decorationsOf, type LineMark, type LineMarks } from "./line-marks";
import { type LineNote, type LineNotes, noteDecoration } from "./line-notes";

interface Marked {
  readonly of: LineMarks | undefined;
  readonly decorations: string[];
  /** The mark that each decoration is of. */
  readonly marks: readonly LineMark[];
}

interface Noted {
  readonly notes: readonly LineNote[];
  readonly decorations: string[];
}

const UNMARKED: Marked = { of: undefined, decorations: [], marks: [] };

/** The words behind lines. They belong to the model, so that every editor that shows it shows them; they move with its text. */
export class LineWords {
  readonly #marked = new WeakMap<editor.ITextModel, Marked>();
  readonly #noted = new WeakMap<editor.ITextModel, Noted>();

  /** Of a text that was changed since, they are left where they are. Answers whether they are others now. */
  setMarks(model: editor.ITextModel, of: LineMarks | undefined): boolean {
    const before = this.#marked.get(model) ?? UNMARKED;
    if (before.of === of || (of !== undefined && model.getValue() !== of.text)) return false;
    const lines = model.getLineCount();
    const known = of?.marks.filter(({ line }) => line <= lines) ?? [];
    const each = known.map((mark) => decorationsOf(mark, (line) => model.getLineLength(line)));
    const marks = each.flatMap((made, index) => made.map(() => known[index] as LineMark));
    const decorations = model.deltaDecorations(before.decorations, each.flat());
    this.#marked.set(model, { of, decorations, marks });
    return true;
  }

  /** Of the file as it is now; of another text they are left until the next come. */
  setNotes(model: editor.ITextModel, notes: LineNotes | undefined): void {
    if (notes !== undefined && model.getValue() !== notes.text) return;
    const before = this.#noted.get(model);
    const now = notes?.notes ?? [];
    // They come again after each pause in the typing: each that is put anew is a line that is laid out anew.
    if (before && isThere(model, before, now)) return;
    const made = now.map((note) => noteDecoration(note, (line) => model.getLineLength(line)));
    const decorations = model.deltaDecorations(before?.decorations ?? [], made);
    this.#noted.set(model, { notes: now, decorations });
  }

  /** The marks, and on which line they are by now. */
  placed(model: editor.ITextModel): readonly PlacedMark[] {
    const { decorations, marks } = this.#marked.get(model) ?? UNMARKED;
    const placed = new Map<LineMark, PlacedMark>();
    marks.forEach((mark, index) => {
      const range = model.getDecorationRange(decorations[index] ?? "");
      if (range !== null) placed.set(mark, { ...mark, now: range.startLineNumber });
    });
    return [...placed.values()];
  }
}

/** The same words, behind the ends of the lines where they belong. */
function isThere(model: editor.ITextModel, { notes, decorations }: Noted, now: readonly LineNote[]): boolean {
  return (
    notes.length === now.length &&
    now.every(({ line, words }, at) => {
      const range = model.getDecorationRange(decorations[at] ?? "");
      return (
        words === notes[at]?.words &&
        range?.startLineNumber === line &&
        range.startColumn === model.getLineMaxColumn(line)
      );
    })
  );
}
