import fc from "fast-check";
import { expect, it } from "vitest";
import { scrolledTo } from "./in-sight";

it("a row stays where it is while the part is in sight", () => {
  expect(scrolledTo(100, 300, { start: 100, end: 400 })).toBe(100);
  expect(scrolledTo(0, 300, { start: 0, end: 80 })).toBe(0);
});

it("else it goes as far as it must, and shows that there is more beside it", () => {
  expect(scrolledTo(100, 300, { start: 80, end: 180 })).toBe(56);
  expect(scrolledTo(100, 300, { start: 10, end: 90 })).toBe(0);
  expect(scrolledTo(0, 300, { start: 250, end: 350 })).toBe(74);
});

it("of a part that leaves little room, that little is shown beside it; of a wider one, the start is in sight", () => {
  expect(scrolledTo(0, 100, { start: 300, end: 390 })).toBe(300);
  expect(scrolledTo(900, 100, { start: 300, end: 390 })).toBe(290);
  expect(scrolledTo(900, 100, { start: 300, end: 700 })).toBe(300);
});

it("the part, or its start where it is wider than the row, is in sight then, wherever the row was", () => {
  const px = fc.integer({ min: 0, max: 4000 });
  fc.assert(
    fc.property(
      px,
      fc.integer({ min: 1, max: 2000 }),
      px,
      fc.integer({ min: 1, max: 600 }),
      (at, width, start, size) => {
        const end = start + size;
        const seen = scrolledTo(at, width, { start, end });
        expect(seen).toBeGreaterThanOrEqual(0);
        expect(seen).toBeLessThanOrEqual(start);
        expect(Math.min(end, start + width)).toBeLessThanOrEqual(seen + width);
      },
    ),
  );
});
