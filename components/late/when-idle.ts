/** A page that is never idle gets to it all the same. */
const PATIENCE_MS = 3_000;
/** For browsers that do not tell when they are idle. */
const LATER_MS = 500;

/** Does it once, when the page has nothing else to do. Answers how to leave it. */
export function whenIdle(work: () => void): () => void {
  if (globalThis.requestIdleCallback === undefined) {
    const timer = setTimeout(work, LATER_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(() => work(), { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(handle);
}
