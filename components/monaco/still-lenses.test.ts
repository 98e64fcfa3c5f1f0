import type { CodeLensWidget } from "monaco-editor/editor/contrib/codelens/browser/codelensWidget";
import type { IRange } from "monaco-editor/editor/editor.api";
import { expect, it } from "vitest";
import { keepLensesStill } from "./still-lenses";

const lineRange = (line: number): IRange => {
  return { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
};
const lensOn = (line: number, title = "Passes") => {
  return { range: lineRange(line), command: { id: "show", title, arguments: [line] } };
};

/** What Monaco's own does needs a page: here it is told of. */
class Lens {
  readonly done: string[] = [];
  readonly marks = new Map([["mark", lineRange(5)]]);
  readonly text = { column: 1 };
  at = { lineNumber: 5, column: 1 };
  _data: CodeLensWidget["_data"] = [{ symbol: lensOn(5) }];
  _viewZone = { afterLineNumber: 4 };
  _decorationIds = ["mark"];
  _editor = {
    getModel: () => ({
      getDecorationRange: (id: string) => this.marks.get(id) ?? null,
      getLineFirstNonWhitespaceColumn: () => this.text.column,
    }),
  };
  _contentWidget = {
    _commands: new Map([["c1", lensOn(5).command]]),
    getPosition: () => ({ position: this.at, preference: [] }),
  };

  isValid(): boolean {
    return this.marks.has("mark");
  }
  getLineNumber(): number {
    return this.marks.get("mark")?.startLineNumber ?? -1;
  }
  update(): void {
    this.done.push("moved");
    this._viewZone = { afterLineNumber: this.getLineNumber() - 1 };
    this.at = { lineNumber: this.getLineNumber(), column: this.text.column };
  }
  updateCodeLensSymbols(): void {
    this.done.push("marked");
  }
  updateCommands(): void {
    this.done.push("said");
  }
}
keepLensesStill(Lens as unknown as { readonly prototype: CodeLensWidget });

function newLens() {
  const lens = new Lens();
  return { lens, widget: lens as unknown as CodeLensWidget };
}

it("stays where it is while somebody types elsewhere, and moves with its line", () => {
  const { lens, widget } = newLens();
  widget.update({});
  expect(lens.done).toEqual([]);
  lens.marks.set("mark", lineRange(6));
  widget.update({});
  widget.update({});
  expect(lens.done).toEqual(["moved"]);
  lens.text.column = 3; // its line was indented
  widget.update({});
  expect(lens.done).toEqual(["moved", "moved"]);
  lens.marks.clear();
  widget.update({});
  expect(lens.done).toHaveLength(3);
});

it("keeps its mark in the text where it is put on the same place again", () => {
  const { lens, widget } = newLens();
  const again = [{ symbol: lensOn(5) }];
  widget.updateCodeLensSymbols(again, {});
  expect(lens.done).toEqual([]);
  expect(widget._data).toBe(again);
  widget.updateCodeLensSymbols([{ symbol: lensOn(7) }], {});
  widget.updateCodeLensSymbols([...again, ...again], {});
  expect(lens.done).toEqual(["marked", "marked"]);
});

it("says the same words once, and does what the last of them do", () => {
  const { lens, widget } = newLens();
  const again = { ...lensOn(5), command: { id: "show", title: "Passes", arguments: [50] } };
  widget._data = [{ symbol: { range: lineRange(5) } }];
  widget.updateCommands([again]);
  expect(lens.done).toEqual([]);
  expect([...lens._contentWidget._commands]).toEqual([["c1", again.command]]);
  expect(widget._data[0]?.symbol.command).toBe(again.command);
  widget.updateCommands([lensOn(5, "Fails")]);
  widget.updateCommands([undefined]);
  widget.updateCommands([again, again]);
  expect(lens.done).toEqual(["said", "said", "said"]);
});
