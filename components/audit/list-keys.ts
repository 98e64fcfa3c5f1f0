/** What a key does in the list of records. The keys stand in lib/shortcuts.ts, for whoever looks for them. */
export type ListMove =
  | { readonly kind: "go"; readonly row: number }
  | { readonly kind: "open" }
  | { readonly kind: "close" };

interface Place {
  readonly row: number;
  readonly rows: number;
  /** Rows on one screen. */
  readonly page: number;
}

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export function moveOf(
  { key, ctrlKey, metaKey, altKey }: Press,
  { row, rows, page }: Place,
): ListMove | null {
  if (ctrlKey || metaKey || altKey) return null;
  const to = (row: number): ListMove => ({ kind: "go", row: Math.max(0, Math.min(rows - 1, row)) });
  switch (key) {
    case "ArrowDown":
    case "j":
      return to(row + 1);
    case "ArrowUp":
    case "k":
      return to(row - 1);
    case "PageDown":
      return to(row + page);
    case "PageUp":
      return to(row - page);
    case "Home":
      return to(0);
    case "End":
      return to(rows - 1);
    case "Enter":
      return { kind: "open" };
    case "Escape":
      return { kind: "close" };
    default:
      return null;
  }
}
