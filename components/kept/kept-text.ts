/** What this browser remembers under a name. It may be told to keep nothing, or be full: then what was chosen holds for this visit. */

/** Null where nothing was kept, undefined where nothing can be. */
export function keptText(key: string): string | null | undefined {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** Null forgets it. */
export function keepText(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // As said above.
  }
}
