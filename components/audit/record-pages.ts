/**
 * The records that the list has, of as many as there are. Unfiltered they come in pages by number, of which some are
 * kept; filtered they come one behind the other, as far as somebody has scrolled.
 */
export interface Item {
  readonly seq: number;
  readonly line: string;
}

export const PAGE_SIZE = 500;
/** 16,000 records: several screens around every place that was looked at lately, and never a million. */
const MOST_PAGES = 32;

export type PageState = readonly Item[] | "loading" | "failed";

export interface Pages {
  /** In the order in which they were last asked for. */
  readonly pages: ReadonlyMap<number, PageState>;
}

export const NO_PAGES: Pages = { pages: new Map() };

export type PagesAction =
  | { readonly type: "ask"; readonly page: number }
  | { readonly type: "loaded"; readonly page: number; readonly items: readonly Item[] }
  | { readonly type: "failed"; readonly page: number }
  /** What failed is asked for anew. */
  | { readonly type: "again" };

export function pagesReducer(state: Pages, action: PagesAction): Pages {
  if (action.type === "again")
    return { pages: new Map([...state.pages].filter(([, page]) => page !== "failed")) };
  const pages = new Map(state.pages);
  pages.delete(action.page);
  pages.set(
    action.page,
    action.type === "ask" ? "loading" : action.type === "loaded" ? action.items : "failed",
  );
  for (const page of pages.keys()) {
    if (pages.size <= MOST_PAGES) break;
    if (pages.get(page) !== "loading") pages.delete(page);
  }
  return { pages };
}

/** The pages that these rows need and nobody has asked for. One that failed is asked for again by hand alone. */
export function missingPages({ pages }: Pages, first: number, end: number): number[] {
  const missing: number[] = [];
  for (let page = Math.floor(first / PAGE_SIZE); page * PAGE_SIZE < end; page++)
    if (!pages.has(page)) missing.push(page);
  return missing;
}

/** Undefined while it is not there. A page is found by number; a record in it by what it says, for one may be missing. */
export function itemAt({ pages }: Pages, seq: number): Item | undefined {
  const page = pages.get(Math.floor(seq / PAGE_SIZE));
  if (page === undefined || typeof page === "string") return undefined;
  const expected = page[seq % PAGE_SIZE];
  return expected?.seq === seq ? expected : page.find((item) => item.seq === seq);
}

/** Whether the page of this number is there and the record is not: then it is missing where it is stored. */
export function isMissing(state: Pages, seq: number): boolean {
  return Array.isArray(state.pages.get(Math.floor(seq / PAGE_SIZE))) && itemAt(state, seq) === undefined;
}

/** A filtered list. */
export interface Found {
  /** The filter that it is of: an answer to an earlier one must not get into it. */
  readonly of: string;
  readonly items: readonly Item[];
  /** Where to go on; null at the end. */
  readonly next: number | null;
  readonly status: "idle" | "loading" | "failed";
}

export function nothingFound(of: string): Found {
  return { of, items: [], next: 0, status: "idle" };
}

export type FoundAction =
  | { readonly type: "clear"; readonly of: string }
  | { readonly type: "ask" }
  | { readonly type: "more"; readonly items: readonly Item[]; readonly next: number | null }
  | { readonly type: "failed" }
  | { readonly type: "again" };

export function foundReducer(state: Found, action: FoundAction): Found {
  switch (action.type) {
    case "clear":
      return nothingFound(action.of);
    case "ask":
      return { ...state, status: "loading" };
    case "more":
      return { ...state, items: [...state.items, ...action.items], next: action.next, status: "idle" };
    case "failed":
      return { ...state, status: "failed" };
    case "again":
      return { ...state, status: state.status === "failed" ? "idle" : state.status };
  }
}

/** Whether more is wanted for a list that is seen up to `end`. */
export function wantsMore({ items, next, status }: Found, end: number): boolean {
  return status === "idle" && next !== null && end + PAGE_SIZE / 4 > items.length;
}
