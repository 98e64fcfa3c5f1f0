/**
 * Brings the driver of the product, with what a test looks at, into a page that may hold sandboxes: the one that says that
 * there is no such workspace. It is under the workbench's policy, and has no workbench, which keeps a worker of its own ready.
 */
import type { Page } from "@playwright/test";
import { bringScript } from "./bring-script";
import { expectFailure } from "./test";

const NO_WORKSPACE = `/w/ws_${"0".repeat(26)}`;

export async function bringCellApi(page: Page): Promise<void> {
  expectFailure(/^HTTP 404: GET .*\/w\/ws_0+$/);
  await page.goto(NO_WORKSPACE);
  await bringScript(page, "./cell-page.ts");
}
