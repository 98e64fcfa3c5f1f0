import type { IRange } from "monaco-editor/editor/editor.api";
import type { Texts } from "../files/files";
import { editor } from "../monaco/setup";
import type { Selection } from "../workbench/place";
import { type Common, type CommonEvents, join } from "./common";
import type { EditorHandle, EditorProps } from "./handle";
import type { LineMarks } from "./line-marks";
import type { LineNotes } from "./line-notes";
import { selectionFrom } from "./ranges";

export interface CodeViewEvents extends CommonEvents, Pick<EditorProps, "onLeave" | "onSelection"> {
  /** Somebody chose the mark of a line. */
  readonly onMark: (line: number) => void;
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  minimap: { enabled: false },
  fontSize: 13,
  lineHeight: 20,
  fontLigatures: false,
  padding: { top: 8, bottom: 8 },
  scrollBeyondLastLine: false,
  renderLineHighlight: "line",
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  stickyScroll: { enabled: false },
  lineNumbersMinChars: 4,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
  fixedOverflowWidgets: true,
  readOnlyMessage: { value: "This tab reads only: the workspace is open in another one." },
  ariaLabel: "Code editor",
};

/** One Monaco editor over the files of a workspace; there may be several, each showing one of them. */
export class CodeView implements EditorHandle {
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #events: CodeViewEvents;
  readonly #common: Common;
  readonly #views = new Map<string, editor.ICodeEditorViewState | null>();
  readonly #subscriptions: readonly { dispose(): void }[];
  #path: string | null = null;

  constructor(host: HTMLElement, events: CodeViewEvents) {
    this.#events = events;
    const fontFamily = getComputedStyle(document.documentElement).getPropertyValue("--font-mono");
    this.#editor = editor.create(host, { ...OPTIONS, fontFamily, model: null });
    this.#common = join(events);
    this.#subscriptions = [
      this.#common.lenses.offerIn(this.#editor),
      this.#editor.onDidBlurEditorText(() => events.onLeave()),
      this.#editor.onDidChangeCursorSelection(({ selection }) => this.#selected(selection)),
      this.#editor.onMouseDown(({ target }) => {
        if (target.element?.classList.contains("line-mark")) this.#chosen(target.position?.lineNumber);
      }),
    ];
  }

  /** The file on show. */
  get path(): string | null {
    return this.#path;
  }

  setTexts(texts: Texts): void {
    this.#common.models.setTexts(texts);
  }

  show(path: string, text: string): void {
    const model = this.#common.models.write(path, text);
    if (this.#editor.getModel() === model) return;
    if (this.#path !== null) this.#views.set(this.#path, this.#editor.saveViewState());
    this.#path = path;
    this.#editor.setModel(model);
    this.#editor.updateOptions({ ariaLabel: path });
    const view = this.#views.get(path);
    if (view) this.#editor.restoreViewState(view);
  }

  /** Of the file on show, which other editors may show as well. */
  setMarks(marks: LineMarks | undefined): void {
    const model = this.#editor.getModel();
    if (model && this.#common.words.setMarks(model, marks)) this.#common.lenses.changed();
  }

  setNotes(notes: LineNotes | undefined): void {
    const model = this.#editor.getModel();
    if (model) this.#common.words.setNotes(model, notes);
  }

  setReadOnly(readOnly: boolean): void {
    this.#editor.updateOptions({ readOnly });
  }

  focus(): void {
    this.#editor.focus();
  }

  hasFocus(): boolean {
    // Its own word for that is no more true after another file was shown.
    return this.#editor.getContainerDomNode().contains(document.activeElement);
  }

  reveal({ line, column, endLine, endColumn }: Selection): void {
    const range = { startLineNumber: line, startColumn: column, endLineNumber: endLine, endColumn };
    this.#editor.setSelection(range);
    this.#editor.revealRangeInCenterIfOutsideViewport(range);
  }

  nextProblem(): void {
    this.#editor.focus();
    this.#editor.trigger("keyboard", "editor.action.marker.next", null);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#editor.dispose();
    this.#common.leave(this.#events);
  }

  #selected(range: IRange): void {
    if (this.#path !== null) this.#events.onSelection(this.#path, selectionFrom(range));
  }

  #chosen(line: number | undefined): void {
    const model = this.#editor.getModel();
    const mark = model && this.#common.words.placed(model).find(({ now }) => now === line);
    if (mark) this.#events.onMark(mark.line);
  }
}
