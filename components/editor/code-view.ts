import { TabFocus } from "monaco-editor/editor/browser/config/tabFocus";
import type { IPosition, IRange } from "monaco-editor/editor/editor.api";
import type { Texts } from "../files/files";
import { languageOf } from "../monaco/language-of";
import { editor, Uri } from "../monaco/setup";
import type { Lens, PlacedMark } from "../monaco/spec/lenses";
import { POLICY_OWNER } from "../monaco/spec/watch-policies";
import type { Problem } from "../problems/problem";
import type { Selection } from "../workbench/place";
import { changeBetween } from "./change-between";
import { codeProblemsOf } from "./code-problems";
import type { EditorHandle, EditorProps } from "./handle";
import { decorationsOf, type LineMark, type LineMarks } from "./line-marks";
import { type LineNotes, noteDecoration } from "./line-notes";
import { rangeAt, selectionFrom } from "./ranges";
import { offerLenses } from "./rule-lenses";

export interface CodeViewEvents extends Pick<EditorProps, "onEdit" | "onLeave" | "onSelection"> {
  /** Whether Tab moves the focus out of the editor instead of indenting. */
  readonly onTabFocus: (movesFocus: boolean) => void;
  /** What is wrong with code, in all files. */
  readonly onCodeProblems: (problems: readonly Problem[]) => void;
  readonly onLens: (lens: Lens) => void;
  /** To a place in another file: where a name is made, where the next problem is. */
  readonly onGoTo: (path: string, at: Selection) => void;
  /** Somebody chose the mark of a line. */
  readonly onMark: (line: number) => void;
}

const ROOT = "/workspace/";

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

/** One Monaco editor over the files of a workspace, one model a file. */
export class CodeView implements EditorHandle {
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #events: CodeViewEvents;
  readonly #views = new Map<string, editor.ICodeEditorViewState | null>();
  readonly #marks: editor.IEditorDecorationsCollection;
  readonly #notes: editor.IEditorDecorationsCollection;
  /** The mark that each decoration is of. */
  #marked: readonly LineMark[] = [];
  readonly #lenses: ReturnType<typeof offerLenses>;
  /** The text of each file as it was last handed in or out: the same one again means that nothing has to be done. */
  readonly #known = new Map<string, string>();
  readonly #subscriptions: readonly { dispose(): void }[];
  #path: string | null = null;
  /** Set while we write into the model ourselves: that is no edit of the person's. */
  #writing = false;

  constructor(host: HTMLElement, events: CodeViewEvents) {
    this.#events = events;
    const fontFamily = getComputedStyle(document.documentElement).getPropertyValue("--font-mono");
    this.#editor = editor.create(host, { ...OPTIONS, fontFamily, model: null });
    this.#marks = this.#editor.createDecorationsCollection();
    this.#notes = this.#editor.createDecorationsCollection();
    this.#lenses = offerLenses(this.#editor, () => this.#placedMarks(), events.onLens);
    this.#subscriptions = [
      this.#lenses,
      this.#editor.onDidChangeModelContent(() => this.#edited()),
      this.#editor.onDidBlurEditorText(() => events.onLeave()),
      this.#editor.onDidChangeCursorSelection(({ selection }) => this.#selected(selection)),
      TabFocus.onDidChangeTabFocus((movesFocus) => events.onTabFocus(movesFocus)),
      editor.onDidChangeMarkers((changed) => this.#markersChanged(changed)),
      editor.registerEditorOpener({ openCodeEditor: (_, uri, at) => this.#open(uri, at) }),
      this.#editor.onMouseDown(({ target }) => {
        const isMark = target.element?.classList.contains("line-mark");
        const mark = isMark && this.#placedMarks().find(({ now }) => now === target.position?.lineNumber);
        if (mark) events.onMark(mark.line);
      }),
    ];
    events.onTabFocus(TabFocus.getTabFocusMode());
  }

  /** Makes the models the files: new ones appear, gone ones go, changed ones are rewritten as one undoable step. */
  setTexts(texts: Texts): void {
    for (const [path, text] of Object.entries(texts)) this.#write(path, text);
    for (const model of editor.getModels()) {
      if (model.uri.path.startsWith(ROOT) && !Object.hasOwn(texts, model.uri.path.slice(ROOT.length)))
        this.#remove(model);
    }
  }

  show(path: string, text: string): void {
    const model = this.#write(path, text);
    if (this.#editor.getModel() === model) return;
    if (this.#path !== null) this.#views.set(this.#path, this.#editor.saveViewState());
    this.#path = path;
    this.#editor.setModel(model);
    this.#editor.updateOptions({ ariaLabel: path });
    const view = this.#views.get(path);
    if (view) this.#editor.restoreViewState(view);
  }

  /** Of the file on show. They move with its text; of a text that was changed since they are left where they are. */
  setMarks(marks: LineMarks | undefined): void {
    const model = this.#editor.getModel();
    if (!marks || !model) {
      this.#marks.clear();
      this.#marked = [];
      return;
    }
    if (model.getValue() !== marks.text) return;
    const lines = model.getLineCount();
    const known = marks.marks.filter(({ line }) => line <= lines);
    const decorations = known.map((mark) => decorationsOf(mark, (line) => model.getLineLength(line)));
    this.#marked = decorations.flatMap((each, index) => each.map(() => known[index] as LineMark));
    this.#marks.set(decorations.flat());
    this.#lenses.changed();
  }

  /** Of the file on show, as it is now; of another text they are left until the next come. */
  setNotes(notes: LineNotes | undefined): void {
    const model = this.#editor.getModel();
    if (!notes || !model) this.#notes.clear();
    else if (model.getValue() === notes.text)
      this.#notes.set(notes.notes.map((note) => noteDecoration(note, (line) => model.getLineLength(line))));
  }

  setReadOnly(readOnly: boolean): void {
    this.#editor.updateOptions({ readOnly });
  }

  focus(): void {
    this.#editor.focus();
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
    this.#events.onCodeProblems([]);
    this.#editor.dispose();
    for (const model of editor.getModels()) if (model.uri.path.startsWith(ROOT)) model.dispose();
  }

  #write(path: string, text: string): editor.ITextModel {
    const uri = Uri.file(ROOT + path);
    const model = editor.getModel(uri);
    if (model !== null && this.#known.get(path) === text) return model;
    this.#known.set(path, text);
    if (model === null) return newModel(uri, path, text);
    this.#replace(model, text);
    return model;
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

  #edited(): void {
    const [path, model] = [this.#path, this.#editor.getModel()];
    if (this.#writing || path === null || model === null) return;
    this.#events.onEdit(path, () => {
      const text = model.isDisposed() ? (this.#known.get(path) ?? "") : model.getValue();
      this.#known.set(path, text);
      return text;
    });
  }

  /** The marks, and on which line they are by now. */
  #placedMarks(): readonly PlacedMark[] {
    const placed = new Map<LineMark, PlacedMark>();
    this.#marked.forEach((mark, index) => {
      const range = this.#marks.getRange(index);
      if (range !== null) placed.set(mark, { ...mark, now: range.startLineNumber });
    });
    return [...placed.values()];
  }

  #selected(range: IRange): void {
    if (this.#path !== null) this.#events.onSelection(this.#path, selectionFrom(range));
  }

  /** False for what is no file of the workspace: the types of agents have no tab. */
  #open(uri: Uri, at?: IRange | IPosition): boolean {
    if (!uri.path.startsWith(ROOT)) return false;
    const from = at && "lineNumber" in at ? rangeAt(at) : (at ?? rangeAt({ lineNumber: 1, column: 1 }));
    this.#events.onGoTo(uri.path.slice(ROOT.length), selectionFrom(from));
    return true;
  }

  #markersChanged(changed: readonly Uri[]): void {
    if (!changed.some(({ path }) => path.startsWith(ROOT))) return;
    this.#events.onCodeProblems(codeProblemsOf(editor.getModelMarkers({}), ROOT, POLICY_OWNER));
  }
}

function newModel(uri: Uri, path: string, text: string): editor.ITextModel {
  const model = editor.createModel(text, languageOf(path).id, uri);
  // Brackets in six colours would drown the colours that mean something.
  model.updateOptions({
    tabSize: 2,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}
