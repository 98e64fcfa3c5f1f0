/** What a browser keeps of a workspace. What is read was written by another version, or by hand: all is checked. */
import type { Changes, Kept } from "./files";
import { type Group, groupsOf } from "./groups";

type Tabs = Pick<Group, "open" | "active">;

/** Beside the files of a workspace, which have a row each. */
export interface KeptRow extends Tabs {
  readonly version: 2;
  readonly folders: readonly string[];
  /** The second group of tabs, and whether somebody worked in it; rows of before there were two have neither. */
  readonly beside?: Tabs;
  readonly isBeside?: boolean;
}

export function rowOf({ folders, groups }: Kept): KeptRow {
  const [first, second] = groups.all.map(({ open, active }) => ({ open, active }));
  const row = { version: 2, folders, open: [], active: null, ...first } as const;
  if (second === undefined) return row;
  return { ...row, beside: second, isBeside: groups.all[1]?.id === groups.focused };
}

export function keptOf(row: unknown, files: readonly (readonly [unknown, unknown])[]): Kept | null {
  if (!isRecord(row) || row.version !== 2) return null;
  const { folders, beside, isBeside } = row;
  if (!isTexts(folders) || !isTabs(row)) return null;
  const drafts = files.filter(
    (file): file is [string, string | null] => isText(file[0]) && (file[1] === null || isText(file[1])),
  );
  const groups = groupsOf(isTabs(beside) ? [row, beside] : [row], isBeside === true ? 1 : 0);
  return { drafts: Object.fromEntries(drafts), folders, groups };
}

/** As it was kept before files could be deleted, in one text. */
export function readFirstForm(text: string | null): Kept | null {
  const value = text === null ? null : parseJson(text);
  if (!isRecord(value) || value.version !== 1) return null;
  const { drafts } = value;
  if (!isRecord(drafts) || !isTabs(value)) return null;
  if (!Object.values(drafts).every(isText)) return null;
  return { drafts: drafts as Kept["drafts"], folders: [], groups: groupsOf([value], 0) };
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
const isTabs = (value: unknown): value is Tabs =>
  isRecord(value) && isTexts(value.open) && (value.active === null || isText(value.active));
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
