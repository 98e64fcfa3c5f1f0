import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_SCROLL_PX, ROW_PX, rowAt, scrollHeight, scrollToRow, slotsOf, windowOf } from "./scroll-window";

const height = 600;

describe("the window of a long list", () => {
  it("is one to one below the limit", () => {
    const view = { rows: 1_000, height, scrollTop: 280 };
    expect(rowAt(view)).toBe(10);
    const { first, top } = windowOf(view);
    expect(top).toBe(first * ROW_PX);
  });

  it("shows all of a short list, and nothing of an empty one", () => {
    expect(windowOf({ rows: 3, height, scrollTop: 0 })).toEqual({ first: 0, end: 3, top: 0 });
    expect(windowOf({ rows: 0, height, scrollTop: 0 })).toEqual({ first: 0, end: 0, top: 0 });
  });

  const views = fc
    .record({
      rows: fc.integer({ min: 1, max: 5_000_000 }),
      height: fc.integer({ min: 60, max: 3_000 }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ rows, height, at }) => ({
      rows,
      height,
      scrollTop: at * Math.max(0, scrollHeight(rows) - height),
    }));

  it("fills what is seen, at every place of lists of every length", () => {
    fc.assert(
      fc.property(views, (view) => {
        const { first, end, top } = windowOf(view);
        expect(scrollHeight(view.rows)).toBeLessThanOrEqual(MOST_SCROLL_PX);
        // Half a pixel is what the arithmetic of large numbers may lose.
        expect(first === 0 || top <= view.scrollTop + 0.5).toBe(true);
        const bottom = top + (end - first) * ROW_PX;
        expect(end === view.rows || bottom >= view.scrollTop + view.height - 0.5).toBe(true);
        expect(end - first).toBeLessThanOrEqual(view.height / ROW_PX + 20);
        // No two rows in one place.
        expect(end - first).toBeLessThanOrEqual(slotsOf(view.height));
      }),
    );
  });

  it("reaches every row, and both ends", () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0, max: 1, noNaN: true }), (view, at) => {
        const row = Math.min(view.rows - 1, Math.floor(at * view.rows));
        const scrollTop = scrollToRow(row, view);
        const { first, end, top } = windowOf({ ...view, scrollTop });
        expect(row).toBeGreaterThanOrEqual(first);
        expect(row).toBeLessThan(end);
        const y = top + (row - first) * ROW_PX;
        expect(y).toBeGreaterThanOrEqual(scrollTop - 1);
        expect(y + ROW_PX).toBeLessThanOrEqual(scrollTop + view.height + 1);
      }),
    );
  });

  it("does not move for a row that is seen", () => {
    expect(scrollToRow(12, { rows: 1_000, height, scrollTop: 280 })).toBe(280);
  });
});
