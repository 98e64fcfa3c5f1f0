import { useCallback, useEffect, useState } from "react";
import type { RecordFilter } from "@/lib/audit/sync/wire";
import { parseRecordQuery, type RecordQuery, sessionHref } from "./record-query";

const SETTLE_MS = 200;

/**
 * The filter, the place in the list and the open record, in step with the address: filtering and opening are steps that
 * Back takes back, moving about rewrites the address.
 */
export function useRecordPlace(sid: string, initial: RecordQuery) {
  const [query, setQuery] = useState(initial);
  useEffect(() => {
    const follow = () => setQuery(parseRecordQuery(Object.fromEntries(new URLSearchParams(location.search))));
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);

  const write = useCallback(
    (next: RecordQuery, how: "pushState" | "replaceState") => {
      const href = sessionHref(sid, { ...next, from: 0 });
      if (href !== `${location.pathname}${location.search}`) history[how](null, "", href);
    },
    [sid],
  );

  const step = useCallback(
    (change: (query: RecordQuery) => RecordQuery) => {
      const next = change(query);
      setQuery(next);
      write(next, "pushState");
    },
    [query, write],
  );

  // Moving with a key held down would write the address more often than browsers allow.
  useEffect(() => {
    const timer = setTimeout(() => query !== initial && write(query, "replaceState"), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [query, initial, write]);

  return {
    query,
    choose: (at: number) => setQuery((before) => (before.at === at ? before : { ...before, at })),
    filterBy: (filter: RecordFilter) =>
      step(({ at: _, ...before }) => ({ ...before, filter, from: 0, isOpen: false })),
    open: (at: number) => step((before) => ({ ...before, at, isOpen: true })),
    close: () => query.isOpen && step((before) => ({ ...before, isOpen: false })),
  };
}
