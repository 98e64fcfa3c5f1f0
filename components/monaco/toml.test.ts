import { compile } from "monaco-editor/editor/standalone/common/monarch/monarchCompile";
import { MonarchTokenizer } from "monaco-editor/editor/standalone/common/monarch/monarchLexer";
import { describe, expect, it } from "vitest";
import { TOML_ID, tomlLanguage } from "./toml";

/** Monaco's own compiler and lexer, with the two services that they ask for answered as the editor would. */
const configuration = {
  getValue: () => 20_000,
  onDidChangeConfiguration: () => ({ dispose: () => undefined }),
};
const languages = { isRegisteredLanguageId: () => false, getLanguageIdByLanguageName: () => null };
const tokenizer = new MonarchTokenizer(languages, {}, TOML_ID, compile(TOML_ID, tomlLanguage), configuration);

/** The tokens of a text as "type:text", line ends aside. */
function tokens(text: string): string[] {
  let state = tokenizer.getInitialState();
  return text.split("\n").flatMap((line) => {
    const result = tokenizer.tokenize(line, true, state);
    state = result.endState;
    return result.tokens.flatMap((token: { offset: number; type: string }, index: number) => {
      const shown = line.slice(token.offset, result.tokens[index + 1]?.offset);
      const type = token.type.replace(/\.toml$/, "");
      return shown.trim() === "" || type === "" ? [] : [`${type}:${shown.trim()}`];
    });
  });
}

describe("TOML", () => {
  it("tells sections, keys and values apart", () => {
    expect(tokens('[agent]\nname = "x" # why')).toEqual([
      "delimiter.section:[",
      "namespace:agent",
      "delimiter.section:]",
      "key:name",
      "delimiter:=",
      'string:"x"',
      "comment:# why",
    ]);
  });

  it("knows arrays of tables and dotted, quoted names", () => {
    expect(tokens('[[test]]\n[capabilities.tools."a.b"]\nargs.repo = 1')).toEqual([
      "delimiter.section:[[",
      "namespace:test",
      "delimiter.section:]]",
      "delimiter.section:[",
      "namespace:capabilities",
      "delimiter:.",
      "namespace:tools",
      "delimiter:.",
      'namespace:"a.b"',
      "delimiter.section:]",
      "key:args",
      "delimiter:.",
      "key:repo",
      "delimiter:=",
      "number:1",
    ]);
  });

  it("keeps an array open over lines, with comments in it, and finds the key after it", () => {
    const found = tokens('a = [\n  "x", # one\n  "y",\n]\nb = true');
    expect(found).toContain("comment:# one");
    expect(found.slice(-3)).toEqual(["key:b", "delimiter:=", "keyword:true"]);
  });

  it("reads keys inside inline tables", () => {
    expect(tokens('r = { op = "fs.read", n = 2 }').filter((token) => token.startsWith("key"))).toEqual([
      "key:r",
      "key:op",
      "key:n",
    ]);
  });

  it.each(["0xDEAD_beef", "1_000", "-3.5e10", "+inf", "1979-05-27T07:32:00Z", "07:32:00"])(
    "calls %s a number",
    (n) => {
      expect(tokens(`x = ${n}`).at(-1)).toMatch(/^number/);
      expect(tokens(`x = ${n}`)).toHaveLength(3);
    },
  );

  it("ends a string that lacks its quote with the line, and says so", () => {
    expect(tokens('a = "x\nb = 1').slice(-3)).toEqual(["key:b", "delimiter:=", "number:1"]);
  });

  it("carries long strings over lines", () => {
    const found = tokens('a = """one\n[not a section]\n"""\nb = 1');
    expect(found).toContain("string:[not a section]");
    expect(found.at(-1)).toBe("number:1");
  });

  it("marks what is no escape", () => {
    expect(tokens('a = "\\q"')).toContain("string.escape.invalid:\\q");
    expect(tokens('a = "\\u00e9"')).toContain("string.escape:\\u00e9");
  });
});
