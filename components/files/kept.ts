import type { Kept } from "./files";

/** The edits of a workspace in this browser. What is read was written by another version, or by hand: all is checked. */
export interface KeptStore {
  load(): Kept | null;
  /** Whether it could be kept: storage may be full, or switched off. */
  save(kept: Kept): boolean;
}

const VERSION = 1;

export function writeKept(kept: Kept): string {
  return JSON.stringify({ version: VERSION, ...kept });
}

export function readKept(text: string | null): Kept | null {
  const value = text === null ? null : parseJson(text);
  if (!isRecord(value) || value.version !== VERSION) return null;
  const { drafts, open, active } = value;
  if (!isRecord(drafts) || !Array.isArray(open) || !(active === null || typeof active === "string"))
    return null;
  if (!Object.values(drafts).every(isText) || !open.every(isText)) return null;
  return { drafts: drafts as Kept["drafts"], open, active };
}

type Storage = Pick<globalThis.Storage, "getItem" | "setItem">;

export function browserStore(workspaceId: string, storage: () => Storage): KeptStore {
  const key = `aegis.workspace.${workspaceId}`;
  return {
    load: () => attempt(() => readKept(storage().getItem(key)), null),
    save: (kept) =>
      attempt(() => {
        storage().setItem(key, writeKept(kept));
        return true;
      }, false),
  };
}

/** Storage throws where it is full, or refused by the browser's settings: neither may take the page down. */
function attempt<T>(step: () => T, otherwise: T): T {
  try {
    return step();
  } catch {
    return otherwise;
  }
}

function parseJson(text: string): unknown {
  return attempt(() => JSON.parse(text) as unknown, null);
}

const isText = (value: unknown): value is string => typeof value === "string";
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
