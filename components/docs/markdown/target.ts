export type Target =
  | { readonly kind: "inside"; readonly href: string }
  | { readonly kind: "outside"; readonly href: string }
  /** A file of the repository that no page shows, or a scheme that has no business in a text. */
  | { readonly kind: "none" };

/** Where a link of docs/FOLDER/x.md leads in the app: other pages of the folder are pages, the rest is not linked. */
export function targetOf(href: string, folder: string, known: ReadonlySet<string>): Target {
  if (href.startsWith("#")) return { kind: "inside", href };
  if (/^https:\/\//.test(href)) return { kind: "outside", href };
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith("//")) return { kind: "none" };
  const [path = "", hash] = href.split("#", 2);
  const page = resolve(folder, path).replace(/\.md$/, "");
  return known.has(page)
    ? { kind: "inside", href: `/docs/${page}${hash === undefined ? "" : `#${hash}`}` }
    : { kind: "none" };
}

function resolve(folder: string, path: string): string {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
