/**
 * A lens that stands where it stood costs a key nothing. Monaco moves every lens of a file for every key, wherever it is: all that
 * is in sight is then drawn anew, and each lens measured again, which makes the browser lay the page out in the middle of
 * drawing. Between what it has and what it is told there is mostly no difference: then nothing is done.
 */
import type { CodeLensWidget } from "monaco-editor/editor/contrib/codelens/browser/codelensWidget";
import type { IRange, languages } from "monaco-editor/editor/editor.api";

type Item = Parameters<CodeLensWidget["updateCodeLensSymbols"]>[0][number];

export function keepLensesStill({ prototype }: { readonly prototype: CodeLensWidget }): void {
  const { update, updateCodeLensSymbols, updateCommands } = prototype;
  Object.assign(prototype, {
    /** After a change of the text. */
    update(this: CodeLensWidget, zones: unknown) {
      if (!isInPlace(this)) update.call(this, zones);
    },
    /** After they were asked for again. */
    updateCodeLensSymbols(this: CodeLensWidget, items: readonly Item[], decorations: unknown) {
      if (isMarked(this, items)) this._data = items;
      else updateCodeLensSymbols.call(this, items, decorations);
    },
    /** After what they say was asked for again. */
    updateCommands(this: CodeLensWidget, lenses: readonly (languages.CodeLens | undefined)[]) {
      if (!sayAgain(this, lenses)) updateCommands.call(this, lenses);
    },
  });
}

/** The room for it, and what it says: both above its line, at the beginning of the text in it. */
function isInPlace(lens: CodeLensWidget): boolean {
  const line = lens.getLineNumber();
  if (line - 1 !== lens._viewZone.afterLineNumber || !lens.isValid()) return false;
  const at = lens._contentWidget?.getPosition()?.position;
  if (!at) return lens._contentWidget === undefined;
  return (
    at.lineNumber === line && at.column === lens._editor.getModel()?.getLineFirstNonWhitespaceColumn(line)
  );
}

/** The marks in the text from which it knows its place are where they would be put. */
function isMarked({ _decorationIds: ids, _editor: editor }: CodeLensWidget, items: readonly Item[]): boolean {
  const model = editor.getModel();
  return (
    ids.length === items.length &&
    items.every(({ symbol }, at) => isSame(model?.getDecorationRange(ids[at] ?? ""), symbol.range))
  );
}

function isSame(one: IRange | null | undefined, other: IRange): boolean {
  return (
    one?.startLineNumber === other.startLineNumber &&
    one.startColumn === other.startColumn &&
    one.endLineNumber === other.endLineNumber &&
    one.endColumn === other.endColumn
  );
}

/** Where the words are the same ones, what they do is put in place of what they did. */
function sayAgain(lens: CodeLensWidget, lenses: readonly (languages.CodeLens | undefined)[]): boolean {
  const shown = lens._contentWidget?._commands;
  const commands = lenses.map((each) => each?.command);
  if (shown === undefined || shown.size !== commands.length) return false;
  const known = [...shown];
  const isSaid = commands.every((command, at) => {
    const before = known[at]?.[1];
    return command !== undefined && command.title === before?.title && command.tooltip === before.tooltip;
  });
  if (!isSaid) return false;
  commands.forEach((command, at) => {
    const [id] = known[at] ?? [];
    const item = lens._data[at];
    if (command === undefined || id === undefined || item === undefined) return;
    shown.set(id, command);
    item.symbol.command = command;
  });
  return true;
}
