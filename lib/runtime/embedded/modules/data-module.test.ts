import { describe, expect, it } from "vitest";
import { dataModule, isDataModule } from "./data-module";

describe("a module that is its own text", () => {
  it.each([
    ["data:text/javascript,export default 1", "export default 1"],
    ["DATA:TEXT/JAVASCRIPT;charset=utf-8,a%20b#c", "a b"],
    [`data:text/javascript;base64,${btoa("x = 'y'")}`, "x = 'y'"],
    ["data:application/json,{}", 'export default JSON.parse("{}");'],
  ])("%s", (name, text) => {
    expect(isDataModule(name)).toBe(true);
    expect(dataModule(name)).toBe(text);
  });
  it.each(["data:text/html,x", "data:,x", "data:text/javascript", "x", "file:///data:text/javascript,"])(
    "%s is none",
    (name) => {
      expect(isDataModule(name)).toBe(false);
    },
  );
  it("that cannot be read says so when it runs", () => {
    for (const name of ["data:text/javascript,%", "data:text/javascript;base64,%%%"])
      expect(dataModule(name)).toContain("cannot be read");
  });
});
