/** What a browser keeps of a workspace. What is read was written by another version, or by hand: all is checked. */
import type { Changes, Kept } from "./files";

/** Beside the files of a workspace, which have a row each. */
export type KeptRow = Omit<Kept, "drafts"> & { readonly version: 2 };

export function rowOf({ folders, open, active }: Kept): KeptRow {
  return { version: 2, folders, open, active };
}

export function keptOf(row: unknown, files: readonly (readonly [unknown, unknown])[]): Kept | null {
  if (!isRecord(row) || row.version !== 2) return null;
  const { folders, open, active } = row;
  if (!isTexts(folders) || !isTexts(open) || !(active === null || isText(active))) return null;
  const drafts = files.filter(
    (file): file is [string, string | null] => isText(file[0]) && (file[1] === null || isText(file[1])),
  );
  return { drafts: Object.fromEntries(drafts), folders, open, active };
}

/** As it was kept before files could be deleted, in one text. */
export function readFirstForm(text: string | null): Kept | null {
  const value = text === null ? null : parseJson(text);
  if (!isRecord(value) || value.version !== 1) return null;
  const { drafts, open, active } = value;
  if (!isRecord(drafts) || !isTexts(open) || !(active === null || isText(active))) return null;
  if (!Object.values(drafts).every(isText)) return null;
  return { drafts: drafts as Kept["drafts"], folders: [], open, active };
}

export interface Writes {
  readonly put: readonly (readonly [string, string | null])[];
  readonly forget: readonly string[];
}

/** What has to be written so that what is stored is `now`; of the paths in doubt nobody knows what is stored. */
export function writesOf(
  stored: ReadonlyMap<string, string | null>,
  doubt: ReadonlySet<string>,
  now: Changes,
): Writes {
  const put = Object.entries(now).filter(([path, text]) => doubt.has(path) || stored.get(path) !== text);
  const forget = [...new Set([...stored.keys(), ...doubt])].filter((path) => !Object.hasOwn(now, path));
  return { put, forget };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
