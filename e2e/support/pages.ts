import type { Page } from "@playwright/test";
import { exampleUrls, ROUTES, type Route } from "../routes";
import { LogClient } from "./log/log-client";
import { sendLog } from "./log/send-log";
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

/** Sends the log of a session to a workspace of the page's own, and answers its name. */
export async function createLog(page: Page, size = 40): Promise<string> {
  const client = new LogClient({ url: baseOf() });
  try {
    client.workspaceId = await createWorkspace(page);
    const cookies = await page.context().cookies(baseOf());
    client.cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const { sid } = await sendLog(client, size);
    return sid;
  } finally {
    client.close();
  }
}

/** Stand for the workspace and the log that each test makes for itself, because they belong to the session of its page. */
const OWN = { workspace: "(workspace)", session: "(session)" };

export interface PageToOpen {
  readonly name: string;
  readonly address: (page: Page) => Promise<string>;
}

/** Every page, under every example of its route. */
export const PAGES: readonly PageToOpen[] = ROUTES.filter(({ kind }) => kind === "page").flatMap((route) =>
  exampleUrls(route, OWN).map((name) => ({ name, address: (page) => ownAddress(page, name) })),
);

async function ownAddress(page: Page, name: string): Promise<string> {
  if (name.includes(OWN.session)) return name.replace(OWN.session, await createLog(page));
  return name.includes(OWN.workspace) ? name.replace(OWN.workspace, await createWorkspace(page)) : name;
}

/** Every address of a route, with a workspace and a log of the page's own. */
export async function addressesOf(page: Page, route: Route): Promise<string[]> {
  return await Promise.all(exampleUrls(route, OWN).map((name) => ownAddress(page, name)));
}

function baseOf(): string {
  const url = process.env.AEGIS_E2E_URL;
  if (url === undefined) throw new Error("AEGIS_E2E_URL is not set: the global set-up did not run");
  return url;
}
