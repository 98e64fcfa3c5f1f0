export interface PageHeading {
  readonly id: string;
  readonly text: string;
  readonly depth: number;
}

/** The anchor of a heading, as GitHub makes it, so that a link works in both places. */
export function slugOf(text: string, taken: Set<string> = new Set()): string {
  const base =
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-") || "section";
  let slug = base;
  for (let n = 1; taken.has(slug); n++) slug = `${base}-${n}`;
  taken.add(slug);
  return slug;
}
