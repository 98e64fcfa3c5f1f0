/** The harness itself: each of these tests does what must fail a test, and is expected to fail. */
import { expectAccessible } from "./support/axe";
import { expect, expectFailure, test } from "./support/test";

/** What never comes must not end the test by itself: these tests are expected to fail, and by the harness. */
const WAIT = { timeout: 20_000 };

test.describe("what must fail a test does", () => {
  test.fail();

  test("an error on the console", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => console.error("planted"));
  });

  test("an uncaught error", async ({ page }) => {
    await page.goto("/");
    const told = page.waitForEvent("pageerror", WAIT).catch(() => {});
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("planted");
      });
    });
    await told;
  });

  test("a violation of the content security policy", async ({ page }) => {
    await page.goto("/");
    const told = page.waitForEvent("console", WAIT).catch(() => {});
    await page.evaluate(() => {
      const script = document.createElement("img");
      script.src = "https://example.invalid/x.png";
      document.body.append(script);
    });
    await told;
  });

  test("a request that is answered with an error", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => fetch("/no-such-file"));
  });

  test("an announced failure that does not happen", async ({ page }) => {
    expectFailure(/planted/);
    await page.goto("/");
  });

  test("an inaccessible page", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => document.body.append(document.createElement("button")));
    await expectAccessible(page);
  });
});

test("an announced failure is forgiven", async ({ page }) => {
  expectFailure(/^HTTP 404: GET .*\/no-such-file$/);
  await page.goto("/");
  expect(await page.evaluate(async () => (await fetch("/no-such-file")).status)).toBe(404);
});
