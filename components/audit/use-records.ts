import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { RecordFilter } from "@/lib/audit/sync/wire";
import { fetchRecords, type Where } from "./audit-client";
import {
  foundReducer,
  type Item,
  isMissing,
  itemAt,
  missingPages,
  NO_PAGES,
  nothingFound,
  PAGE_SIZE,
  pagesReducer,
  wantsMore,
} from "./record-pages";
import { isFiltered } from "./record-query";

/** While somebody drags the scroll bar through a million records, nothing in between is asked for. */
const SETTLE_MS = 60;

export interface Records {
  /** Rows of the list, as far as they are known. */
  readonly rows: number;
  readonly itemOf: (row: number) => Item | undefined;
  /** Known not to be there, though the log is that long. */
  readonly isMissing: (row: number) => boolean;
  /** The number of the record in a row, also where the record itself has not come yet. */
  readonly seqOf: (row: number) => number | undefined;
  readonly rowOf: (seq: number) => number | undefined;
  readonly show: (first: number, end: number) => void;
  readonly hasFailed: boolean;
  readonly retry: () => void;
  /** Of a search: how far it has looked; null at its end. */
  readonly searchedTo: number | null;
}

/** The records of a list that is filtered or not, fetched where it is looked at. */
export function useRecords(where: Where, size: number, filter: RecordFilter): Records {
  const [seen, setSeen] = useState<Seen>({ first: 0, end: 0 });
  const filtered = isFiltered(filter);
  const all = useAll(where, filtered ? 0 : size, seen);
  const some = useSome(where, filtered ? JSON.stringify(filter) : null, seen);
  const show = useCallback((first: number, end: number) => {
    setSeen((before) => (before.first === first && before.end === end ? before : { first, end }));
  }, []);
  return { ...(filtered ? some : all), show };
}

interface Seen {
  readonly first: number;
  readonly end: number;
}

/** Every record by its number, in pages. */
function useAll({ workspaceId, sid }: Where, size: number, seen: Seen): Omit<Records, "show"> {
  const [pages, dispatch] = useReducer(pagesReducer, NO_PAGES);
  useEffect(() => {
    const load = (page: number) => {
      dispatch({ type: "ask", page });
      fetchRecords({ workspaceId, sid }, { from: page * PAGE_SIZE, limit: PAGE_SIZE, filter: {} })
        .then(({ items }) => {
          // Where a record is missing, the answer goes on into the next page.
          const own = items.filter((item) => item.seq < (page + 1) * PAGE_SIZE);
          dispatch({ type: "loaded", page, items: own });
        })
        .catch(() => dispatch({ type: "failed", page }));
    };
    const timer = setTimeout(
      () => missingPages(pages, seen.first, Math.min(seen.end, size)).forEach(load),
      SETTLE_MS,
    );
    return () => clearTimeout(timer);
  }, [pages, seen, size, workspaceId, sid]);
  return {
    rows: size,
    itemOf: (row) => itemAt(pages, row),
    isMissing: (row) => isMissing(pages, row),
    seqOf: (row) => row,
    rowOf: (seq) => Math.min(seq, size - 1),
    hasFailed: [...pages.pages.values()].includes("failed"),
    retry: () => dispatch({ type: "again" }),
    searchedTo: null,
  };
}

/** Those that fit a filter, one behind the other; null for none, which finds nothing. */
function useSome({ workspaceId, sid }: Where, filter: string | null, seen: Seen): Omit<Records, "show"> {
  const of = filter ?? "";
  const [found, dispatch] = useReducer(foundReducer, of, nothingFound);
  const gone = useRef(new AbortController());

  // biome-ignore lint/correctness/useExhaustiveDependencies: another session is another list
  useEffect(() => {
    const own = new AbortController();
    gone.current = own;
    dispatch({ type: "clear", of });
    return () => own.abort();
  }, [of, workspaceId, sid]);

  useEffect(() => {
    if (filter === null || found.of !== filter || found.next === null || !wantsMore(found, seen.end)) return;
    const { signal } = gone.current;
    const ask = { from: found.next, limit: PAGE_SIZE, filter: JSON.parse(filter) as RecordFilter };
    dispatch({ type: "ask" });
    fetchRecords({ workspaceId, sid }, ask, signal)
      .then((answer) => !signal.aborted && dispatch({ type: "more", ...answer }))
      .catch(() => !signal.aborted && dispatch({ type: "failed" }));
  }, [filter, found, seen, workspaceId, sid]);

  return {
    rows: found.items.length,
    itemOf: (row) => found.items[row],
    isMissing: () => false,
    seqOf: (row) => found.items[row]?.seq,
    rowOf: (seq) => {
      const row = found.items.findIndex((item) => item.seq >= seq);
      return row === -1 ? undefined : row;
    },
    hasFailed: found.status === "failed",
    retry: () => dispatch({ type: "again" }),
    searchedTo: found.next,
  };
}
