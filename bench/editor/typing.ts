/** The product's own workbench in a browser, with a policy open in it that has run, and somebody who types. */
import { type Browser, chromium, type Page } from "@playwright/test";
import { launchOptions } from "../../e2e/support/launch";
import { type RunningServer, startServer } from "../../e2e/support/server";
import { findBrowser } from "../../scripts/lib/browser.mjs";
import { ROOT } from "../../scripts/lib/root.mjs";
import { type KeyCosts, keyCosts, type TraceEvent } from "./key-cost";

const CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline"];
const WIDTH = { width: 1440, height: 900 };

/** Where the editor takes what is typed. */
const INPUT = ".monaco-editor textarea, .monaco-editor .native-edit-context";

export class Typist {
  readonly #server: RunningServer | undefined;
  readonly #browser: Browser;
  readonly #url: string;

  private constructor(server: RunningServer | undefined, browser: Browser, url: string) {
    this.#server = server;
    this.#browser = browser;
    this.#url = url;
  }

  /** Builds and starts the product where nobody named one that runs. */
  static async start(): Promise<Typist> {
    const found = findBrowser(ROOT);
    if (!found) throw new Error("there is no Chromium: install one, or set CHROME_PATH to it");
    const running = process.env.AEGIS_E2E_URL;
    const server = running === undefined ? await startServer({}) : undefined;
    const browser = await chromium.launch(launchOptions(found.path));
    return new Typist(server, browser, running ?? server?.url ?? "");
  }

  /** The policy in the editor, marked with what it decided in a run. */
  async open(policy: string): Promise<Page> {
    // Whoever has a workspace of an example opens that one again, and a second tab of it reads only.
    const page = await (await this.#browser.newContext({ viewport: WIDTH })).newPage();
    const answer = await page.request.post(`${this.#url}/open`, {
      form: { example: "report-writer" },
      headers: { Origin: this.#url },
      maxRedirects: 0,
    });
    await page.goto(new URL(answer.headers().location ?? "", this.#url).href);
    const lines = page.locator(".monaco-editor .view-lines").first();
    await page.getByText("Kept in this browser").waitFor(); // until then it reads only
    await lines.click();
    await page.keyboard.press("Control+a");
    await paste(page, policy);
    await page.getByText(`Line ${policy.split("\n").length}, column 1`, { exact: true }).waitFor();
    await page.getByRole("button", { name: /^Run/ }).click();
    await page.getByText("Ended, exit 0").waitFor();
    await page.goto(`${page.url().replace(/#.*/, "")}#agent.toml:14:9`);
    await lines.click({ trial: true });
    await page.locator(".codelens-decoration:visible").first().waitFor();
    await page.locator(INPUT).first().focus();
    return page;
  }

  /** Types and takes back again, so that the next one finds what this one found; answers how many keys it took. */
  async type(page: Page, keys: number, pauseMs: number): Promise<number> {
    const half = Math.floor(keys / 2);
    for (let i = 0; i < half; i++) await this.#key(page, "abcdefgh".charAt(i % 8), pauseMs);
    for (let i = 0; i < half; i++) await this.#key(page, "Backspace", pauseMs);
    return half * 2;
  }

  async costs(page: Page, keys: number, pauseMs: number): Promise<KeyCosts> {
    await this.#browser.startTracing(page, { categories: CATEGORIES });
    await this.type(page, keys, pauseMs);
    const trace = JSON.parse((await this.#browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    return keyCosts(trace.traceEvents);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server?.stop();
  }

  async #key(page: Page, key: string, pauseMs: number): Promise<void> {
    await page.keyboard.press(key);
    if (pauseMs > 0) await page.waitForTimeout(pauseMs);
  }
}

/** As the browser tells of it. Text that is put in as if it were typed is typed key by key. */
async function paste(page: Page, text: string): Promise<void> {
  await page
    .locator(INPUT)
    .first()
    .evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
}
