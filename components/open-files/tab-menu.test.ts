import { expect, it } from "vitest";
import { tabEntries } from "./tab-menu";

const OPEN = ["a", "b", "c"];

function menuOf(path: string, open: readonly string[], isWhole = true) {
  const done: string[] = [];
  const entries = tabEntries(path, open, {
    ...(isWhole && {
      onShift: (of: string, by: number) => done.push(`${of} ${by}`),
      onOver: (of: string) => done.push(`${of} over`),
    }),
    overLabel: "Move to the right half",
    onClose: (of) => done.push(`${of} closed`),
  });
  return { labels: entries.map(({ label }) => label), done, entries };
}

it("a tab moves where there is a place, and closes itself or all others", () => {
  const { labels, entries, done } = menuOf("b", OPEN);
  expect(labels).toEqual(["Move left", "Move right", "Move to the right half", "Close", "Close all others"]);
  for (const { run } of entries) run();
  expect(done).toEqual(["b -1", "b 1", "b over", "b closed", "a closed", "c closed"]);
});

it("what cannot be done is not offered", () => {
  expect(menuOf("a", OPEN).labels).not.toContain("Move left");
  expect(menuOf("c", OPEN).labels).not.toContain("Move right");
  expect(menuOf("a", ["a"], false).labels).toEqual(["Close"]);
});
