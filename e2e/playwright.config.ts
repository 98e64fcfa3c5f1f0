import { defineConfig } from "@playwright/test";
import { findBrowser } from "../scripts/lib/browser.mjs";
import { ROOT } from "../scripts/lib/root.mjs";

// The launcher names the browser; a bare `playwright test` finds it in the same way. Workers inherit the answer.
process.env.AEGIS_BROWSER ||= findBrowser(ROOT)?.path ?? "";
const executablePath = process.env.AEGIS_BROWSER;

/** Nothing of the browser's own may reach out or show up in a test. */
const ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  globalSetup: "./support/global-setup.ts",
  retries: 0,
  workers: 1,
  forbidOnly: process.env.CI === "true",
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    trace: "retain-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox does not start for root; the pages under test are our own.
      args: isRoot ? ["--no-sandbox", ...ARGS] : ARGS,
    },
  },
  projects: [
    { name: "e2e", testIgnore: "**/shots.spec.ts" },
    { name: "shots", testMatch: "**/shots.spec.ts", use: { trace: "off" } },
  ],
});
