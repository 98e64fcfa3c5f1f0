import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { tempFolder, writeFiles } from "../testing/launcher";
import { findBrowser } from "./browser.mjs";
import { Fault } from "./fault.mjs";

afterEach(() => vi.unstubAllEnvs());

function program(folder: string, name: string, says: string): string {
  writeFiles(folder, { [name]: `#!/bin/sh\necho "${says}"\n` });
  chmodSync(join(folder, name), 0o755);
  return join(folder, name);
}

test("the browser that is named is taken, and one that is named and does not run is a fault", () => {
  const folder = tempFolder();
  const path = program(folder, "mine", "Chromium 999.1");
  program(folder, "chromium", "Chromium 1.0");
  vi.stubEnv("PATH", folder);
  vi.stubEnv("CHROME_PATH", path);
  expect(findBrowser(folder)).toEqual({ path, detail: "CHROME_PATH: Chromium 999.1" });
  vi.stubEnv("CHROME_PATH", join(folder, "nowhere"));
  expect(() => findBrowser(folder)).toThrow(Fault);
  vi.stubEnv("CHROME_PATH", program(folder, "other", "not a browser"));
  expect(() => findBrowser(folder)).toThrow(
    /^CHROME_PATH is ".*other", which is no Chromium that runs: set it/,
  );
});

test("else the first on the PATH that says what it is; one that only tells how to get one is passed over", () => {
  const [first, second] = [tempFolder(), tempFolder()];
  program(first, "chromium", "Command not found, try: snap install chromium");
  const path = program(second, "google-chrome", "Google Chrome 999.2 unknown");
  vi.stubEnv("CHROME_PATH", "");
  vi.stubEnv("PATH", `${first}:${second}:/bin:/usr/bin`);
  expect(findBrowser(first)).toEqual({ path, detail: `${path}: Chrome 999.2` });
});

test("of two in one folder the one that has the engine alone", () => {
  const folder = tempFolder();
  program(folder, "chromium", "Chromium 999.1");
  const path = program(folder, "chromium-headless-shell", "Chromium 999.1");
  vi.stubEnv("CHROME_PATH", "");
  vi.stubEnv("PATH", `${folder}:/bin:/usr/bin`);
  expect(findBrowser(folder)).toEqual({ path, detail: `${path}: Chromium 999.1` });
});

test("without any there is none", () => {
  vi.stubEnv("CHROME_PATH", "");
  vi.stubEnv("PATH", tempFolder());
  expect(findBrowser(tempFolder())).toBeUndefined();
});
