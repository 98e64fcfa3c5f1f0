import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PageEntry, PageGroup } from "@/components/docs/docs-layout";
import { type MarkdownDocument, readDocument } from "@/components/docs/markdown/document";

/** The pages that are made from code. */
export const MADE_PAGES: readonly PageEntry[] = [
  {
    slug: "language",
    title: "The spec language",
    summary: "Every section and key, its type, default and example.",
  },
  { slug: "diagnostics", title: "Diagnostics", summary: "Every finding about a spec, and how to mend it." },
  { slug: "errors", title: "Error codes", summary: "Every error, what it means and what to do about it." },
  { slug: "keys", title: "Keys", summary: "Every key that does something, and where." },
  {
    slug: "configuration",
    title: "Configuration",
    summary: "Every variable of the environment that is read.",
  },
];

const ROOT = join(process.cwd(), "docs");
/** Says to people who browse the folder what is in it; the list of pages says that here. */
const NOT_A_PAGE = "README.md";

async function markdownIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(ROOT, folder)).catch(() => []);
  return names
    .filter((name) => name.endsWith(".md") && name !== NOT_A_PAGE)
    .sort()
    .map((name) => join(folder, name.slice(0, -".md".length)));
}

async function entry(slug: string): Promise<PageEntry> {
  const { title, summary } = await load(slug);
  return { slug, title, summary };
}

async function load(slug: string): Promise<MarkdownDocument> {
  return readDocument(await readFile(join(ROOT, `${slug}.md`), "utf8"));
}

export async function pageGroups(): Promise<readonly PageGroup[]> {
  const [guides, decisions] = await Promise.all(
    ["", "decisions"].map(async (folder) => Promise.all((await markdownIn(folder)).map(entry))),
  );
  return [
    { title: "Made from the code", pages: MADE_PAGES },
    { title: "Guides", pages: guides ?? [] },
    { title: "Decisions", pages: decisions ?? [], folded: true },
  ].filter((group) => group.pages.length > 0);
}

/** A page of prose, if there is one of that name. The name is compared with the list and never joined to a path. */
export async function readPage(slug: string): Promise<MarkdownDocument | null> {
  const known = [...(await markdownIn("")), ...(await markdownIn("decisions"))];
  return known.includes(slug) ? load(slug) : null;
}
