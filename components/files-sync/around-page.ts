import type { Around } from "./watch-server";

/** The page as `watchServer` needs it, until the signal. */
export function aroundPage(signal: AbortSignal): Around {
  // One for as long as the page is shown: questions are asked by the thousand.
  let shown: AbortSignal | undefined;
  return {
    isShown: () => !document.hidden,
    hidden() {
      if (shown && !shown.aborted) return shown;
      const hidden = new AbortController();
      const both = AbortSignal.any([signal, hidden.signal]);
      document.addEventListener("visibilitychange", () => document.hidden && hidden.abort(), {
        signal: both,
      });
      shown = both;
      return both;
    },
    pause: (ms) =>
      new Promise((resolve) => {
        const over = new AbortController();
        const end = () => {
          clearTimeout(timer);
          over.abort();
          resolve();
        };
        const timer = setTimeout(end, ms);
        const back = () => !document.hidden && end();
        const options = { signal: over.signal };
        document.addEventListener("visibilitychange", back, options);
        window.addEventListener("online", end, options);
        signal.addEventListener("abort", end, options);
        if (signal.aborted) end();
      }),
    now: () => performance.now(),
    random: Math.random,
  };
}
