import { defineConfig } from "@playwright/test";
import { findBrowser } from "../scripts/lib/browser.mjs";
import { ROOT } from "../scripts/lib/root.mjs";
import { launchOptions } from "./support/launch";

// The launcher names the browser; a bare `playwright test` finds it in the same way. Workers inherit the answer.
process.env.AEGIS_BROWSER ||= findBrowser(ROOT)?.path ?? "";

const isCI = process.env.CI === "true";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  globalSetup: "./support/global-setup.ts",
  // In CI a test that fails is tried once more; when that passes, the end of the run names it (scripts/lib/failures.mjs).
  retries: isCI ? 1 : 0,
  // Tests wait for most of their time: for pages to settle, clocks to pass, servers to end. Two of them leave two cores idle.
  workers: 3,
  // The tests of one file share nothing: each has a context of its own, and the long files would be waited for.
  fullyParallel: true,
  forbidOnly: isCI,
  // A hang must end, and a machine that is busy with other work must not look like one.
  timeout: isCI ? 120_000 : 60_000,
  expect: { timeout: isCI ? 30_000 : 20_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    trace: isCI ? "off" : "retain-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
    launchOptions: launchOptions(process.env.AEGIS_BROWSER),
  },
  projects: [
    { name: "e2e", testIgnore: "**/shots.spec.ts" },
    { name: "shots", testMatch: "**/shots.spec.ts", use: { trace: "off" } },
  ],
});
