const BY_ENDING: readonly (readonly [RegExp, string, string])[] = [
  [/\.toml$/, "toml", "TOML"],
  [/\.[cm]?ts$/, "typescript", "TypeScript"],
  [/\.[cm]?js$/, "javascript", "JavaScript"],
  [/\.json$/, "json", "JSON"],
  [/\.md$/, "markdown", "Markdown"],
  [/(^|\/)\.env/, "ini", "Environment"],
  [/\.csv$/, "plaintext", "CSV"],
];

/** Of Monaco's own, which fetches what it colours them with when it meets one. */
export const FETCHED_LANGUAGES = ["typescript", "javascript", "markdown", "ini"] as const;

export interface Language {
  readonly id: string;
  readonly name: string;
}

/** Monaco's id for a file, by its name, and what people call it. */
export function languageOf(path: string): Language {
  const found = BY_ENDING.find(([ending]) => ending.test(path));
  return found === undefined ? { id: "plaintext", name: "Text" } : { id: found[1], name: found[2] };
}
