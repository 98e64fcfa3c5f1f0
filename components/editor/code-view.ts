import { TabFocus } from "monaco-editor/editor/browser/config/tabFocus";
import type { Texts } from "../files/files";
import { languageOf } from "../monaco/language-of";
import { editor, MarkerSeverity, Uri } from "../monaco/setup";
import type { Selection } from "../workbench/place";
import type { EditorHandle } from "./handle";
import { decorationsOf, type LineMarks } from "./line-marks";

export interface CodeStatus {
  readonly problems: number;
  /** Tab moves the focus out of the editor instead of indenting. */
  readonly tabMovesFocus: boolean;
}

export interface CodeViewEvents {
  readonly onEdit: (path: string, text: string) => void;
  readonly onSelection: (path: string, selection: Selection) => void;
  readonly onStatus: (status: CodeStatus) => void;
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
  readonly #subscriptions: readonly { dispose(): void }[];
  #path: string | null = null;
  /** Set while we write into the model ourselves: that is no edit of the person's. */
  #writing = false;

  constructor(host: HTMLElement, events: CodeViewEvents) {
    this.#events = events;
    const fontFamily = getComputedStyle(document.documentElement).getPropertyValue("--font-mono");
    this.#editor = editor.create(host, { ...OPTIONS, fontFamily, model: null });
    this.#subscriptions = [
      this.#editor.onDidChangeModelContent(() => this.#edited()),
      this.#editor.onDidChangeCursorSelection(({ selection }) => this.#selected(selection)),
      TabFocus.onDidChangeTabFocus(() => this.#reportStatus()),
      editor.onDidChangeMarkers(() => this.#reportStatus()),
      this.#editor.onMouseDown(({ target }) => {
        if (target.element?.classList.contains("line-mark") && target.position)
          this.#events.onMark(target.position.lineNumber);
      }),
    ];
    this.#marks = this.#editor.createDecorationsCollection();
    this.#reportStatus();
  }

  /** Makes the models the files: new ones appear, gone ones go, changed ones are rewritten as one undoable step. */
  setTexts(texts: Texts): void {
    for (const [path, text] of Object.entries(texts)) this.#write(path, text);
    for (const model of editor.getModels()) {
      if (model.uri.path.startsWith(ROOT) && !Object.hasOwn(texts, model.uri.path.slice(ROOT.length)))
        model.dispose();
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
    this.#reportStatus();
  }

  /** Of the file on show. They move with its text; of a text that was changed since they are left where they are. */
  setMarks(marks: LineMarks | undefined): void {
    const model = this.#editor.getModel();
    if (!marks || !model) {
      this.#marks.clear();
      return;
    }
    if (model.getValue() !== marks.text) return;
    const lines = model.getLineCount();
    const known = marks.marks.filter(({ line }) => line <= lines);
    this.#marks.set(known.flatMap((mark) => decorationsOf(mark, (line) => model.getLineLength(line))));
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
    this.#editor.dispose();
    for (const model of editor.getModels()) if (model.uri.path.startsWith(ROOT)) model.dispose();
  }

  #write(path: string, text: string): editor.ITextModel {
    const uri = Uri.file(ROOT + path);
    const model = editor.getModel(uri);
    if (model === null) return newModel(uri, path, text);
    if (model.getValue() === text) return model;
    this.#writing = true;
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    this.#writing = false;
    return model;
  }

  #edited(): void {
    if (!this.#writing && this.#path !== null) this.#events.onEdit(this.#path, this.#editor.getValue());
  }

  #selected(range: {
    startLineNumber: number;
    startColumn: number;
    endLineNumber: number;
    endColumn: number;
  }): void {
    if (this.#path === null) return;
    this.#events.onSelection(this.#path, {
      line: range.startLineNumber,
      column: range.startColumn,
      endLine: range.endLineNumber,
      endColumn: range.endColumn,
    });
  }

  #reportStatus(): void {
    const resource = this.#editor.getModel()?.uri;
    const markers = resource === undefined ? [] : editor.getModelMarkers({ resource });
    this.#events.onStatus({
      problems: markers.filter((marker) => marker.severity >= MarkerSeverity.Warning).length,
      tabMovesFocus: TabFocus.getTabFocusMode(),
    });
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
