/** Parts of Monaco that it ships without types. The version is pinned, and tests use each of them. */
declare module "monaco-editor/base/browser/performance" {
  export const inputLatency: import("./unmeasured-keys").Measured;
}
declare module "monaco-editor/editor/browser/config/tabFocus" {
  /** One switch for all editors of the page: whether Tab moves the focus or indents. */
  export const TabFocus: {
    getTabFocusMode(): boolean;
    onDidChangeTabFocus(listener: (movesFocus: boolean) => void): { dispose(): void };
  };
}
declare module "monaco-editor/editor/contrib/codelens/browser/codelensWidget" {
  import type { editor, languages } from "monaco-editor/editor/editor.api";

  interface Item {
    readonly symbol: languages.CodeLens;
  }
  /** What stands above one line: room between the lines, and in it the words. */
  export class CodeLensWidget {
    readonly _editor: editor.ICodeEditor;
    _data: readonly Item[];
    readonly _decorationIds: readonly string[];
    readonly _viewZone: { readonly afterLineNumber: number };
    readonly _contentWidget?: Pick<editor.IContentWidget, "getPosition"> & {
      readonly _commands: Map<string, languages.Command>;
    };
    isValid(): boolean;
    /** -1 where its line is gone. */
    getLineNumber(): number;
    update(zones: unknown): void;
    updateCodeLensSymbols(items: readonly Item[], decorations: unknown): void;
    updateCommands(lenses: readonly (languages.CodeLens | undefined)[]): void;
  }
}
declare module "monaco-editor/editor/standalone/common/monarch/monarchCompile" {
  export function compile(languageId: string, language: object): object;
}
declare module "monaco-editor/editor/standalone/common/monarch/monarchLexer" {
  interface State {
    clone(): State;
  }
  export class MonarchTokenizer {
    constructor(languages: object, theme: object, languageId: string, lexer: object, configuration: object);
    getInitialState(): State;
    tokenize(
      line: string,
      hasEnd: boolean,
      state: State,
    ): { tokens: readonly { offset: number; type: string }[]; endState: State };
  }
}
declare module "monaco-editor/editor/common/standalone/standaloneEnums" {
  export {
    CompletionItemInsertTextRule,
    CompletionItemKind,
    SymbolKind,
  } from "monaco-editor/editor/editor.api";
}
declare module "monaco-editor/editor/contrib/gotoSymbol/browser/goToCommands";
declare module "monaco-editor/editor/contrib/suggest/browser/suggestController";
