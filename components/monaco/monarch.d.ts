/** Monaco ships its tokenizer without types; the test of the grammar runs it directly. */
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
