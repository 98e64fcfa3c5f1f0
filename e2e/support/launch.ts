import type { LaunchOptions } from "@playwright/test";

/** Nothing of the browser's own may reach out or show up in a test. */
const ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How every test and every benchmark starts the browser; without a path Playwright takes its own. */
export function launchOptions(executablePath: string | undefined): LaunchOptions {
  const isRoot = process.getuid?.() === 0;
  return {
    ...(executablePath ? { executablePath } : {}),
    // Chromium's sandbox does not start for root; the pages under test are our own.
    args: isRoot ? ["--no-sandbox", ...ARGS] : ARGS,
  };
}
