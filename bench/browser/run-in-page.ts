/**
 * Runs a module in a real page of Chromium, as the product's pages are served, and answers what it answers:
 *
 *     const answer = await runInPage<Answer>(new URL("./page.ts", import.meta.url), { input: { rules: 100 } });
 *
 * The module exports `run` (see page-module.ts). Anything that goes wrong in the page fails the run: a throw, an error
 * on the console, a violation of the content security policy, a page that says nothing for too long.
 */
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { launchOptions } from "../../e2e/support/launch";
import { judge, watchContext } from "../../e2e/support/watch";
import { findBrowser } from "../../scripts/lib/browser.mjs";
import { ROOT } from "../../scripts/lib/root.mjs";
import { type BundleOptions, bundleForPage } from "./bundle";
import { serve } from "./serve";

const LIMIT_MS = 120_000;

export interface PageOptions extends BundleOptions {
  /** Given to `run`; goes through JSON. */
  readonly input?: unknown;
  /** Files that the module fetches with `asset`, by name. */
  readonly assets?: Readonly<Record<string, string>>;
  /** The page holds sandboxes. */
  readonly cells?: boolean;
  readonly limitMs?: number;
}

/** Of the browser that pages run in, or null where there is none; `runInPage` then throws. */
export function browserName(): string | null {
  return findBrowser(ROOT)?.detail ?? null;
}

export async function runInPage<Answer>(module: URL, options: PageOptions = {}): Promise<Answer> {
  const { input, assets = {}, cells = false, limitMs = LIMIT_MS } = options;
  const found = findBrowser(ROOT);
  if (!found) throw new Error("there is no Chromium: install one, or set CHROME_PATH to it");
  const script = await bundleForPage(fileURLToPath(module), options);
  const browser = await chromium.launch(launchOptions(found.path));
  try {
    return await runIn<Answer>(browser, { script, input, assets, cells }, limitMs);
  } finally {
    await browser.close();
  }
}

type Work = Readonly<{
  script: string;
  input: unknown;
  assets: Readonly<Record<string, string>>;
  cells: boolean;
}>;

async function runIn<Answer>(browser: Browser, work: Work, limitMs: number): Promise<Answer> {
  const context = await browser.newContext();
  const troubles = watchContext(context);
  const page = await context.newPage();
  const answered = pending<string>();
  const server = await serve({
    ...work,
    heapBytes: heapOf(page),
    onAnswer: answered.resolve,
  });
  page.on("crash", () => answered.reject(new Error("the page crashed")));
  page.on("pageerror", (error) => answered.reject(error));
  const limit = setTimeout(
    () =>
      answered.reject(
        new Error([`the page said nothing for ${limitMs} ms`, ...judge(troubles, [])].join("\n")),
      ),
    limitMs,
  );
  const opened = page.goto(server.url, { waitUntil: "commit" });
  try {
    // Both at once: a page that fails while it loads must not wait for an answer that will never come.
    const [body] = await Promise.all([answered.promise, opened]);
    const result: { answer?: Answer; error?: string } = JSON.parse(body);
    const faults = judge(troubles, []);
    if (result.error !== undefined) throw new Error([`in the page: ${result.error}`, ...faults].join("\n"));
    if (faults.length > 0) throw new Error(faults.join("\n"));
    return result.answer as Answer;
  } finally {
    clearTimeout(limit);
    // To close a browser while it opens a page confuses who drives it, who then throws where nobody can catch it.
    await opened.catch(() => {});
    await server.close();
  }
}

/** A promise that others settle; `Promise.withResolvers` of later Nodes. */
function pending<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

function heapOf(page: Page): () => Promise<number> {
  return async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.enable");
    // What the first collection finds dead may own buffers that only the next one frees.
    for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
    const usage: { usedSize: number; backingStorageSize?: number } =
      await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usage.usedSize + (usage.backingStorageSize ?? 0);
  };
}
