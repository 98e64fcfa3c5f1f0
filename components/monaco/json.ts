import type { languages } from "monaco-editor/editor/editor.api";

/** JSON, coloured. Monaco's own support brings a language server of 400 KB for what agents keep as data. */
export const JSON_ID = "json";

export const jsonConfiguration: languages.LanguageConfiguration = {
  brackets: [
    ["[", "]"],
    ["{", "}"],
  ],
  autoClosingPairs: [
    { open: "[", close: "]" },
    { open: "{", close: "}" },
    { open: '"', close: '"', notIn: ["string"] },
  ],
};

export const jsonLanguage: languages.IMonarchLanguage = {
  defaultToken: "",
  tokenPostfix: ".json",
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, "key"],
      [/"(?:[^"\\]|\\.)*"/, "string"],
      [/"(?:[^"\\]|\\.)*$/, "string.invalid"],
      [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, "number"],
      [/(?:true|false|null)\b/, "keyword"],
      [/[[\]]/, "delimiter.square"],
      [/[{}]/, "delimiter.curly"],
      [/[:,]/, "delimiter"],
    ],
  },
};
