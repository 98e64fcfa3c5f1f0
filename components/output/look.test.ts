import { expect, it } from "vitest";
import type { Style } from "@/lib/ansi";
import { lookOf } from "./look";

const look = (style: Style, stream: "stdout" | "stderr" = "stdout") => lookOf({ stream, style });

it("has a class for every style, and never a colour on a ground that nobody measured", () => {
  expect(look({})).toBe("");
  expect(look({}, "stderr")).toBe("text-error");
  expect(look({ fg: 2, bold: true }, "stderr")).toBe("text-allow font-semibold");
  expect(look({ fg: 9, underline: true, italic: true, strike: true })).toBe(
    "text-deny italic underline line-through",
  );
  expect(look({ dim: true })).toBe("text-text-muted");
  for (let fg = 0; fg < 16; fg++) {
    for (let bg = 0; bg < 16; bg++) expect(look({ fg, bg })).toMatch(/^bg-\S+ text-text$/);
    expect(look({ fg, inverse: true })).toMatch(/^bg-\S+ text-text$/);
  }
});
