"use client";

import { useEffect } from "react";
import { fetchAll } from "./fetch-all";
import { LAST } from "./late";
import { whenCalm } from "./when-calm";

/** On a page that is worked in. When all of it is there, `data-whole` on the document says so. */
export function FetchTheRest() {
  useEffect(() => {
    const left = new AbortController();
    const { dataset } = document.documentElement;
    const fetchBoth = async () => {
      await fetchAll(left.signal);
      await whenCalm(left.signal);
      await fetchAll(left.signal, LAST);
      if (!left.signal.aborted) dataset.whole = "";
    };
    void fetchBoth();
    return () => {
      left.abort();
      delete dataset.whole;
    };
  }, []);
  return null;
}
