import { TabFocus } from "monaco-editor/editor/browser/config/tabFocus";
import type { IPosition, IRange } from "monaco-editor/editor/editor.api";
import { editor, type Uri } from "../monaco/setup";
import type { Lens } from "../monaco/spec/lenses";
import { POLICY_OWNER } from "../monaco/spec/watch-policies";
import type { Problem } from "../problems/problem";
import type { Selection } from "../workbench/place";
import { codeProblemsOf } from "./code-problems";
import { FileModels, ROOT } from "./file-models";
import type { EditorProps } from "./handle";
import { LineWords } from "./line-words";
import { rangeAt, selectionFrom } from "./ranges";
import { RuleLenses } from "./rule-lenses";

/** What is told once, however many editors there are. */
export interface CommonEvents extends Pick<EditorProps, "onEdit"> {
  /** Whether Tab moves the focus out of the editors instead of indenting. */
  readonly onTabFocus: (movesFocus: boolean) => void;
  /** What is wrong with code, in all files. */
  readonly onCodeProblems: (problems: readonly Problem[]) => void;
  readonly onLens: (lens: Lens) => void;
  /** To a place in another file: where a name is made, where the next problem is. */
  readonly onGoTo: (path: string, at: Selection) => void;
}

let common: Common | undefined;

/** An editor is there; each of them wants to be told the same. */
export function join(events: CommonEvents): Common {
  common ??= new Common();
  common.add(events);
  return common;
}

/** What the code editors of a page have in common: files, marks, lenses. Whoever leaves last takes it down. */
export class Common {
  readonly words = new LineWords();
  readonly models = new FileModels((path, read) => this.#told?.onEdit(path, read));
  readonly lenses = new RuleLenses(
    (model) => this.words.placed(model),
    (lens) => this.#told?.onLens(lens),
  );
  readonly #members = new Set<CommonEvents>();
  readonly #subscriptions = [
    this.lenses,
    TabFocus.onDidChangeTabFocus((movesFocus) => this.#told?.onTabFocus(movesFocus)),
    editor.onDidChangeMarkers((changed) => this.#markersChanged(changed)),
    editor.registerEditorOpener({ openCodeEditor: (_, uri, at) => this.#open(uri, at) }),
  ];

  add(events: CommonEvents): void {
    this.#members.add(events);
    events.onTabFocus(TabFocus.getTabFocusMode());
  }

  leave(events: CommonEvents): void {
    this.#members.delete(events);
    if (this.#members.size > 0) return;
    common = undefined;
    for (const subscription of this.#subscriptions) subscription.dispose();
    events.onCodeProblems([]);
    this.models.dispose();
  }

  get #told(): CommonEvents | undefined {
    const [first] = this.#members;
    return first;
  }

  /** False for what is no file of the workspace: the types of agents have no tab. */
  #open(uri: Uri, at?: IRange | IPosition): boolean {
    if (!uri.path.startsWith(ROOT)) return false;
    const from = at && "lineNumber" in at ? rangeAt(at) : (at ?? rangeAt({ lineNumber: 1, column: 1 }));
    this.#told?.onGoTo(uri.path.slice(ROOT.length), selectionFrom(from));
    return true;
  }

  #markersChanged(changed: readonly Uri[]): void {
    if (!changed.some(({ path }) => path.startsWith(ROOT))) return;
    this.#told?.onCodeProblems(codeProblemsOf(editor.getModelMarkers({}), ROOT, POLICY_OWNER));
  }
}
