import { useCallback, useEffect, useState } from "react";

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
    try {
      setOpen(localStorage.getItem(KEY) !== CLOSED);
    } catch {
      // Who lets nothing be kept would have to close it each time.
    }
  }, []);
  const open = useCallback(() => {
    setOpen(true);
    keep(null);
  }, []);
  const close = useCallback(() => {
    setOpen(false);
    keep(CLOSED);
  }, []);
  return { isOpen, open, close };
}

function keep(value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    // Then it holds for this visit.
  }
}
