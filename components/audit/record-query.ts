/** What the address of a session's page says: the filter, the place in the list, the record that is open. */
import { type RecordFilter, recordFilter } from "@/lib/audit/sync/wire";

export interface RecordQuery {
  /** Which workspace, where more than one has a session of this name. */
  readonly workspace?: string;
  readonly filter: RecordFilter;
  /** Where the page begins that the server writes. */
  readonly from: number;
  /** The record that is chosen in the list. */
  readonly at?: number;
  /** Whether it is open beside the list. */
  readonly isOpen: boolean;
}

export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** As many as are written into a page without script. */
export const PAGE_ROWS = 100;

export function one(params: Params, name: string): string | undefined {
  const value = params[name];
  const text = typeof value === "string" ? value : value?.[0];
  return text === undefined || text === "" ? undefined : text;
}

/** What is no filter or no number is left out: an address that was cut still shows something. */
export function parseRecordQuery(params: Params): RecordQuery {
  const workspace = one(params, "w");
  const at = numberOf(one(params, "at"));
  const [type, verdict, text] = ["type", "verdict", "text"].map((name) => one(params, name));
  const read = recordFilter.safeParse({
    ...(type && { type }),
    ...(verdict && { verdict }),
    ...(text && { text }),
  });
  const filter = read.success ? read.data : {};
  const ofPage = isFiltered(filter) || at === undefined ? 0 : at - (at % PAGE_ROWS);
  return {
    ...(workspace !== undefined && { workspace }),
    filter,
    from: numberOf(one(params, "from")) ?? ofPage,
    ...(at !== undefined && { at }),
    isOpen: one(params, "panel") === "record",
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function isFiltered({ type, verdict, text }: RecordFilter): boolean {
  return type !== undefined || verdict !== undefined || text !== undefined;
}

export function formatRecordQuery(query: Partial<RecordQuery>): string {
  const params = new URLSearchParams();
  const { workspace, filter = {}, from = 0, at, isOpen = false } = query;
  if (workspace !== undefined) params.set("w", workspace);
  for (const name of ["type", "verdict", "text"] as const) {
    const value = filter[name];
    if (value !== undefined && value !== "") params.set(name, value);
  }
  if (from > 0) params.set("from", String(from));
  if (at !== undefined) params.set("at", String(at));
  if (isOpen) params.set("panel", "record");
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

export function sessionHref(sid: string, query: Partial<RecordQuery> = {}): string {
  return `/audit/${sid}${formatRecordQuery(query)}`;
}

export function recordHref(sid: string, seq: number, workspace?: string): string {
  return `/audit/${sid}/${seq}${formatRecordQuery(workspace === undefined ? {} : { workspace })}`;
}
