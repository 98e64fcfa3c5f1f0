/** The lines that were run, kept by this browser for the workspace: the last of them, without repetitions in a row. */

const MOST = 300;
const LONGEST = 2_000;

export class History {
  readonly #key: string;
  readonly #storage: () => Pick<Storage, "getItem" | "setItem">;
  #lines: readonly string[] | undefined;

  constructor(workspaceId: string, storage: () => Pick<Storage, "getItem" | "setItem">) {
    this.#key = `aegis.terminal.${workspaceId}`;
    this.#storage = storage;
  }

  get lines(): readonly string[] {
    this.#lines ??= this.#load();
    return this.#lines;
  }

  /** As in other shells, a line that begins with a blank is not remembered. */
  add(line: string): void {
    if (/^\s|^$/.test(line) || line.length > LONGEST || this.lines.at(-1) === line) return;
    this.#lines = [...this.lines, line].slice(-MOST);
    try {
      this.#storage().setItem(this.#key, JSON.stringify(this.#lines));
    } catch {
      // What cannot be kept holds for this visit.
    }
  }

  #load(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(this.#storage().getItem(this.#key) ?? "[]");
      return Array.isArray(kept) ? kept.filter((line) => typeof line === "string").slice(-MOST) : [];
    } catch {
      return [];
    }
  }
}
