import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, Result, RunOptions } from "axe-core";
import { expect } from "./test";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const OPTIONS: RunOptions = { runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] };

/** What fades in has no contrast yet; what moves for good, as a cursor does, is not waited for. */
const AT_REST = `Promise.all(document.getAnimations()
  .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime < Infinity)
  .map(({ finished }) => finished.catch(() => {})))`;

/** Fails with a readable list when axe finds a violation of WCAG 2.0, 2.1 or 2.2 at level A or AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await runAxe(page);
  expect(violations.map(describeViolation), `accessibility of ${page.url()}`).toEqual([]);
}

async function runAxe(page: Page): Promise<AxeResults> {
  // Through the debugger, because the policy of the page rightly refuses any script that is brought along.
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("Runtime.evaluate", { expression: SOURCE });
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `${AT_REST}.then(() => axe.run(document, ${JSON.stringify(OPTIONS)}))`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(`axe failed: ${exceptionDetails.exception?.description}`);
    return result.value as AxeResults;
  } finally {
    await session.detach();
  }
}

function describeViolation({ id, help, helpUrl, nodes }: Result): string {
  const places = nodes.map(
    (node) => `  ${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`,
  );
  return [`${id}: ${help} (${helpUrl})`, ...places].join("\n");
}
