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
  const [pages, toPages] = useReducer(pagesReducer, NO_PAGES);
  const [seen, setSeen] = useState({ first: 0, end: 0 });
  const filtered = isFiltered(filter);
  const { workspaceId, sid } = where;
  const key = JSON.stringify(filter);
  const [found, toFound] = useReducer(foundReducer, key, nothingFound);
  const gone = useRef(new AbortController());

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => {
    const own = new AbortController();
    gone.current = own;
    toFound({ type: "clear", of: key });
    return () => own.abort();
  }, [key, workspaceId, sid]);

  useEffect(() => {
    if (filtered) return;
    const timer = setTimeout(() => {
      for (const page of missingPages(pages, seen.first, Math.min(seen.end, size))) {
        toPages({ type: "ask", page });
        fetchRecords({ workspaceId, sid }, { from: page * PAGE_SIZE, limit: PAGE_SIZE, filter: {} })
          .then(({ items }) =>
            toPages({
              type: "loaded",
              page,
              items: items.filter((item) => item.seq < (page + 1) * PAGE_SIZE),
            }),
          )
          .catch(() => toPages({ type: "failed", page }));
      }
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [filtered, pages, seen, size, workspaceId, sid]);

  useEffect(() => {
    if (!filtered || found.of !== key || !wantsMore(found, seen.end) || found.next === null) return;
    const { signal } = gone.current;
    toFound({ type: "ask" });
    fetchRecords(
      { workspaceId, sid },
      { from: found.next, limit: PAGE_SIZE, filter: JSON.parse(key) as RecordFilter },
      signal,
    )
      .then((answer) => !signal.aborted && toFound({ type: "more", ...answer }))
      .catch(() => !signal.aborted && toFound({ type: "failed" }));
  }, [filtered, found, seen, key, workspaceId, sid]);

  const show = useCallback((first: number, end: number) => {
    setSeen((before) => (before.first === first && before.end === end ? before : { first, end }));
  }, []);
  const retry = useCallback(() => {
    toFound({ type: "again" });
    toPages({ type: "again" });
  }, []);

  if (filtered) {
    return {
      rows: found.items.length,
      itemOf: (row) => found.items[row],
      isMissing: () => false,
      seqOf: (row) => found.items[row]?.seq,
      rowOf: (seq) => {
        const row = found.items.findIndex((item) => item.seq >= seq);
        return row === -1 ? undefined : row;
      },
      show,
      hasFailed: found.status === "failed",
      retry,
      searchedTo: found.next,
    };
  }
  return {
    rows: size,
    itemOf: (row) => itemAt(pages, row),
    isMissing: (row) => isMissing(pages, row),
    seqOf: (row) => row,
    rowOf: (seq) => Math.min(seq, size - 1),
    show,
    hasFailed: [...pages.pages.values()].includes("failed"),
    retry,
    searchedTo: null,
  };
}
