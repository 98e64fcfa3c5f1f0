import type { languages } from "monaco-editor/editor/editor.api";

/** TOML 1.0 as the editor shows it: sections, keys, the kinds of strings, numbers, dates. It colours, no more. */
export const TOML_ID = "toml";

export const tomlConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: "#" },
  brackets: [
    ["[", "]"],
    ["{", "}"],
  ],
  autoClosingPairs: [
    { open: "[", close: "]" },
    { open: "{", close: "}" },
    { open: '"', close: '"', notIn: ["string", "comment"] },
    { open: "'", close: "'", notIn: ["string", "comment"] },
  ],
  surroundingPairs: [
    { open: "[", close: "]" },
    { open: "{", close: "}" },
    { open: '"', close: '"' },
    { open: "'", close: "'" },
  ],
  folding: { offSide: false, markers: { start: /^\s*\[/, end: /^(?=\s*\[)/ } },
};

const BARE = /[A-Za-z0-9_-]+/;

export const tomlLanguage: languages.IMonarchLanguage = {
  defaultToken: "",
  tokenPostfix: ".toml",
  // Lines come with their end, because in TOML the end of a line ends a value.
  includeLF: true,
  bare: BARE,
  escape: /\\(?:[btnfr"\\e]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/,
  tokenizer: {
    root: [
      [/^\s*\[\[/, "delimiter.section", "@sectionOfArray"],
      [/^\s*\[/, "delimiter.section", "@section"],
      [/=/, "delimiter", "@value"],
      { include: "@key" },
      { include: "@blank" },
    ],
    section: [[/\]/, "delimiter.section", "@pop"], { include: "@sectionName" }],
    sectionOfArray: [[/\]\]/, "delimiter.section", "@pop"], { include: "@sectionName" }],
    sectionName: [
      [/@bare/, "namespace"],
      [/"[^"\n]*"|'[^'\n]*'/, "namespace"],
      [/\./, "delimiter"],
      [/\n/, "", "@popall"],
      { include: "@blank" },
    ],
    key: [
      [/@bare/, "key"],
      [/"(?:[^"\\]|\\.)*"|'[^'\n]*'/, "key"],
      [/\./, "delimiter"],
    ],
    // A value ends with its line, unless an array, a table or a long string is still open.
    value: [[/\n/, "", "@pop"], { include: "@values" }, { include: "@blank" }],
    values: [
      [/"""/, "string", "@longBasic"],
      [/'''/, "string", "@longLiteral"],
      [/"/, "string", "@basic"],
      [/'[^'\n]*'/, "string"],
      [/'[^'\n]*/, "string.invalid"],
      [/(?:true|false)\b/, "keyword"],
      [/\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})?)?/, "number.date"],
      [/\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?/, "number.date"],
      [/0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+/, "number"],
      [/[+-]?(?:inf|nan)\b/, "number"],
      [/[+-]?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?/, "number"],
      [/\[/, "delimiter.square", "@array"],
      [/\{/, "delimiter.curly", "@table"],
    ],
    array: [
      [/\]/, "delimiter.square", "@pop"],
      [/,/, "delimiter"],
      { include: "@values" },
      { include: "@blank" },
    ],
    table: [
      [/\}/, "delimiter.curly", "@pop"],
      [/=/, "delimiter", "@tableValue"],
      [/,/, "delimiter"],
      { include: "@key" },
      { include: "@blank" },
    ],
    tableValue: [[/(?=[,}])/, "", "@pop"], { include: "@values" }, { include: "@blank" }],
    basic: [
      [/[^"\\\n]+/, "string"],
      [/@escape/, "string.escape"],
      [/\\./, "string.escape.invalid"],
      [/"/, "string", "@pop"],
      [/(?=\n)/, "string.invalid", "@pop"],
    ],
    longBasic: [
      [/"""/, "string", "@pop"],
      [/@escape/, "string.escape"],
      [/\\\n/, "string.escape"],
      [/[^"\\]+|["\\]/, "string"],
    ],
    longLiteral: [
      [/'''/, "string", "@pop"],
      [/[^']+|'/, "string"],
    ],
    blank: [
      [/[ \t\n]+/, ""],
      [/#[^\n]*/, "comment"],
    ],
  },
};
