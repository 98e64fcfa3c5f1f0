"use client";

import { useEffect, useRef, useState } from "react";
import { Late } from "../late/late";
import type { TerminalStore } from "./terminal-store";

interface XtermViewProps {
  readonly store: TerminalStore;
  /** The screen could not be fetched. */
  readonly onFailed: () => void;
}

const screens = new Late(() => import("./xterm-screen"));

/** The place of the screen, which comes when it has been loaded. */
export function XtermView({ store, onFailed }: XtermViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isThere, setThere] = useState(false);
  const failed = useRef(onFailed);
  failed.current = onFailed;
  useEffect(() => {
    let dispose: (() => void) | undefined;
    let isLeft = false;
    const { fontFamily } = getComputedStyle(place.current as HTMLElement);
    // The screen measures the letters once: they have to be there.
    const font = document.fonts.load(`12px ${fontFamily}`).catch(() => {});
    Promise.all([screens.fetch(), font]).then(
      ([{ XtermScreen }]) => {
        if (isLeft || !place.current) return;
        const screen = new XtermScreen(place.current, store);
        dispose = () => screen.dispose();
        setThere(true);
      },
      () => isLeft || failed.current(),
    );
    return () => {
      isLeft = true;
      dispose?.();
    };
  }, [store]);
  return (
    <div className="relative min-h-0 grow pl-3">
      {!isThere && <p className="py-2 text-text-muted">Fetching the terminal…</p>}
      <div ref={place} className="absolute inset-y-1 right-0 left-3 font-mono" />
    </div>
  );
}
