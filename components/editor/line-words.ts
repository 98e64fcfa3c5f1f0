import type { editor } from "monaco-editor/editor/editor.api";
import type { PlacedMark } from "../monaco/spec/lenses";
import { decorationsOf, type LineMark, type LineMarks } from "./line-marks";
import { type LineNotes, noteDecoration } from "./line-notes";

interface Marked {
  readonly of: LineMarks | undefined;
  readonly decorations: string[];
  /** The mark that each decoration is of. */
  readonly marks: readonly LineMark[];
}

const UNMARKED: Marked = { of: undefined, decorations: [], marks: [] };

/** The words behind lines. They belong to the model, so that every editor that shows it shows them; they move with its text. */
export class LineWords {
  readonly #marked = new WeakMap<editor.ITextModel, Marked>();
  readonly #noted = new WeakMap<editor.ITextModel, string[]>();

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
    const made = notes?.notes.map((note) => noteDecoration(note, (line) => model.getLineLength(line))) ?? [];
    this.#noted.set(model, model.deltaDecorations(this.#noted.get(model) ?? [], made));
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
