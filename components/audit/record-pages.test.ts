import { describe, expect, it } from "vitest";
import {
  foundReducer,
  isMissing,
  itemAt,
  missingPages,
  NO_PAGES,
  nothingFound,
  PAGE_SIZE,
  type Pages,
  pagesReducer,
  wantsMore,
} from "./record-pages";

const items = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ seq: from + i, line: `line ${from + i}` }));

function withPage(state: Pages, page: number, count = PAGE_SIZE): Pages {
  const asked = pagesReducer(state, { type: "ask", page });
  return pagesReducer(asked, { type: "loaded", page, items: items(page * PAGE_SIZE, count) });
}

describe("pages by number", () => {
  it("are asked for once, where rows need them", () => {
    expect(missingPages(NO_PAGES, 490, 510)).toEqual([0, 1]);
    expect(missingPages(pagesReducer(NO_PAGES, { type: "ask", page: 0 }), 490, 510)).toEqual([1]);
    expect(missingPages(pagesReducer(NO_PAGES, { type: "failed", page: 1 }), 600, 700)).toEqual([]);
    expect(missingPages(NO_PAGES, 0, 0)).toEqual([]);
  });
  it("are asked for again by hand where they failed", () => {
    const failed = pagesReducer(withPage(NO_PAGES, 0), { type: "failed", page: 1 });
    expect(missingPages(pagesReducer(failed, { type: "again" }), 0, 1_000)).toEqual([1]);
  });
  it("give back the record of a number, also where one before it is missing", () => {
    const state = withPage(NO_PAGES, 2);
    expect(itemAt(state, 1_250)?.line).toBe("line 1250");
    expect(itemAt(state, 999)).toBeUndefined();
    const holed = pagesReducer(NO_PAGES, {
      type: "loaded",
      page: 0,
      items: items(0, 20).filter(({ seq }) => seq !== 3),
    });
    expect(itemAt(holed, 3)).toBeUndefined();
    expect([isMissing(holed, 3), isMissing(holed, 4), isMissing(NO_PAGES, 3)]).toEqual([true, false, false]);
    expect(itemAt(holed, 10)?.line).toBe("line 10");
  });
  it("are kept in a bounded number, the last ones asked for", () => {
    let state = NO_PAGES;
    for (let page = 0; page < 100; page++) state = withPage(state, page, 1);
    expect(state.pages.size).toBe(32);
    expect(itemAt(state, 99 * PAGE_SIZE)).toBeDefined();
    expect(itemAt(state, 0)).toBeUndefined();
  });
});

const NOTHING_FOUND = nothingFound("a");

describe("a filtered list", () => {
  it("grows as far as it is seen, and ends", () => {
    expect(wantsMore(NOTHING_FOUND, 20)).toBe(true);
    const asked = foundReducer(NOTHING_FOUND, { type: "ask" });
    expect(wantsMore(asked, 20)).toBe(false);
    const more = foundReducer(asked, { type: "more", items: items(0, 500), next: 900 });
    expect(wantsMore(more, 20)).toBe(false);
    expect(wantsMore(more, 450)).toBe(true);
    const all = foundReducer(more, { type: "more", items: items(900, 3), next: null });
    expect(all.items).toHaveLength(503);
    expect(wantsMore(all, 503)).toBe(false);
  });
  it("goes on where a stretch held nothing, and stops where it failed", () => {
    const nothing = foundReducer(NOTHING_FOUND, { type: "more", items: [], next: 40_000 });
    expect(wantsMore(nothing, 0)).toBe(true);
    const failed = foundReducer(nothing, { type: "failed" });
    expect(wantsMore(failed, 0)).toBe(false);
    expect(wantsMore(foundReducer(failed, { type: "again" }), 0)).toBe(true);
    expect(foundReducer(nothing, { type: "clear", of: "b" })).toEqual(nothingFound("b"));
  });
});
