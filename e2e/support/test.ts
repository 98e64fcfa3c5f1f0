/**
 * The `test` of every end-to-end test. A console error, an uncaught error, a violation of the content security
 * policy (Chromium writes those on the console) or a failed request in any page fails the test, unless the test
 * announced it; an announcement that nothing comes of fails it as well.
 */
import { test as base, expect } from "@playwright/test";
import { judge, watchContext } from "./watch";

/** Of the running test; tests of one worker never run at the same time. */
let announced: RegExp[] = [];
let allowed: RegExp[] = [];

/** Announces that something matching will fail, for example `expectFailure(/HTTP 404: GET .*\/nowhere/)`. */
export function expectFailure(pattern: RegExp): void {
  announced.push(pattern);
}

/** The same for what one browser does and another does not. */
export function allowFailure(pattern: RegExp): void {
  allowed.push(pattern);
}

export const test = base.extend<{ noTroubles: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  baseURL: async ({}, use) => {
    const url = process.env.AEGIS_E2E_URL;
    if (url === undefined) throw new Error("AEGIS_E2E_URL is not set: the global set-up did not run");
    await use(url);
  },
  noTroubles: [
    async ({ context }, use) => {
      announced = [];
      allowed = [];
      const troubles = watchContext(context);
      await use(undefined);
      expect(judge(troubles, announced, allowed), "nothing fails that was not announced").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
