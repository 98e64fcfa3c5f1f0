import type { Page } from "@playwright/test";

/**
 * Takes away what waits inside of WebAssembly, before anything of the page runs: the page takes its browser for one that has it not, and
 * sends its cells the machine that puts itself aside. That machine asks nobody for it, so that a worker may still have it.
 */
export async function withoutJspi(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ["Suspending", "promising"]) Reflect.deleteProperty(WebAssembly, name);
  });
}
