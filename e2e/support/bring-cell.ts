/** Brings the driver of the product, with what a test looks at, into a page of the product. */
import type { Page } from "@playwright/test";
import { bringScript } from "./bring-script";
import { createWorkspace } from "./pages";

export async function bringCellApi(page: Page): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page)}`);
  await bringScript(page, "./cell-page.ts");
}
