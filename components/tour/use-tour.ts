import { useCallback, useEffect, useState } from "react";
import { keepText, keptText } from "../kept/kept-text";
import { keepDone } from "./kept-done";
import { NOTHING_DONE } from "./steps";

const KEY = "aegis.first-steps";
const CLOSED = "closed";

export interface Tour {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/** Open until it was closed once in this browser. */
export function useTour(): Tour {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const kept = keptText(KEY);
    // Who lets nothing be kept would have to close it each time.
    if (kept !== undefined) setOpen(kept !== CLOSED);
  }, []);
  const open = useCallback(() => {
    setOpen(true);
    keepDone(NOTHING_DONE); // who asks to be shown them begins anew
    keepText(KEY, null);
  }, []);
  const close = useCallback(() => {
    setOpen(false);
    keepText(KEY, CLOSED);
  }, []);
  return { isOpen, open, close };
}
