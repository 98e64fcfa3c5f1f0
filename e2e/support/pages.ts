import type { Page } from "@playwright/test";
import { exampleUrl, ROUTES } from "../routes";
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

/** Every page with an address to open it at; made per test, because its workspace belongs to the session. */
export const PAGES = ROUTES.filter(({ kind }) => kind === "page").map((route) => ({
  pattern: route.pattern,
  address: async (page: Page) =>
    exampleUrl(route, {
      workspace: route.pattern.includes("[workspace]") ? await createWorkspace(page) : "",
    }),
}));

function baseOf(): string {
  const url = process.env.AEGIS_E2E_URL;
  if (url === undefined) throw new Error("AEGIS_E2E_URL is not set: the global set-up did not run");
  return url;
}
