/** What a person does with a page. */
const SIGNS = ["keydown", "pointerdown", "wheel", "scroll"] as const;
const CALM_MS = 3_000;

/** Resolves when nobody has done anything with the page for a while, or when it is left. */
export function whenCalm(left: AbortSignal, page: EventTarget = window): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      for (const sign of SIGNS) page.removeEventListener(sign, again, { capture: true });
      left.removeEventListener("abort", end);
      resolve();
    };
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(end, CALM_MS);
    };
    let timer = setTimeout(end, CALM_MS);
    for (const sign of SIGNS) page.addEventListener(sign, again, { capture: true, passive: true });
    left.addEventListener("abort", end);
    if (left.aborted) end();
  });
}
