import { defineConfig } from "@playwright/test";
import { findBrowser } from "../scripts/lib/browser.mjs";
import { ROOT } from "../scripts/lib/root.mjs";
import { launchOptions } from "./support/launch";

// The launcher names the browser; a bare `playwright test` finds it in the same way. Workers inherit the answer.
process.env.AEGIS_BROWSER ||= findBrowser(ROOT)?.path ?? "";

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
    launchOptions: launchOptions(process.env.AEGIS_BROWSER),
  },
  projects: [
    { name: "e2e", testIgnore: "**/shots.spec.ts" },
    { name: "shots", testMatch: "**/shots.spec.ts", use: { trace: "off" } },
  ],
});
