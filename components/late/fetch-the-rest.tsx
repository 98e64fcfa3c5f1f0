"use client";

import { useEffect } from "react";
import { fetchAll } from "./fetch-all";

/** On a page that is worked in. When all of it is there, `data-whole` on the document says so. */
export function FetchTheRest() {
  useEffect(() => {
    const left = new AbortController();
    const { dataset } = document.documentElement;
    void fetchAll(left.signal).then(() => {
      if (!left.signal.aborted) dataset.whole = "";
    });
    return () => {
      left.abort();
      delete dataset.whole;
    };
  }, []);
  return null;
}
