import { expect, it } from "vitest";
import { visibleLine } from "./prompt";

it("shows a line of several, and what would act in it", () => {
  expect(visibleLine("for x in a; do\n\techo \u001b[2J\ndone")).toBe("for x in a; do\n> ␉echo ␛[2J\n> done");
});
