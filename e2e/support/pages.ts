import type { Page } from "@playwright/test";
import { exampleUrls, ROUTES, type Route } from "../routes";
import { expect } from "./test";

export const THEMES = ["light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

/** Opens a page as somebody sees it who chose this theme earlier. */
export async function openIn(page: Page, theme: Theme | "system", url: string): Promise<void> {
  await page.context().addCookies([{ name: "theme", value: theme, url: baseOf() }]);
  await page.goto(url);
}

/** Makes a workspace by the form of the first page, and leaves its session in the page's context. */
export async function createWorkspace(page: Page, example = "report-writer"): Promise<string> {
  const answer = await page.request.post("/open", {
    form: { example },
    headers: { Origin: baseOf() },
    maxRedirects: 0,
  });
  expect(answer.status(), await answer.text()).toBe(303);
  const id = /^\/w\/([^/?#]+)/.exec(answer.headers().location ?? "")?.[1];
  if (id === undefined) throw new Error(`the form answered with the address ${answer.headers().location}`);
  return id;
}

/** Stands for the workspace that each test makes for itself, because it belongs to the session of its page. */
const OWN = "(workspace)";

export interface PageToOpen {
  readonly name: string;
  readonly address: (page: Page) => Promise<string>;
}

/** Every page, under every example of its route. */
export const PAGES: readonly PageToOpen[] = ROUTES.filter(({ kind }) => kind === "page").flatMap((route) =>
  exampleUrls(route, { workspace: OWN }).map((name) => ({ name, address: (page) => ownAddress(page, name) })),
);

async function ownAddress(page: Page, name: string): Promise<string> {
  return name.includes(OWN) ? name.replace(OWN, await createWorkspace(page)) : name;
}

/** Every address of a route, with a workspace of the page's own. */
export async function addressesOf(page: Page, route: Route): Promise<string[]> {
  return await Promise.all(exampleUrls(route, { workspace: OWN }).map((name) => ownAddress(page, name)));
}

function baseOf(): string {
  const url = process.env.AEGIS_E2E_URL;
  if (url === undefined) throw new Error("AEGIS_E2E_URL is not set: the global set-up did not run");
  return url;
}
