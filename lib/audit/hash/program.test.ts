import { expect, it } from "vitest";
import { blockModule, nodesModule } from "./program";

it("makes modules that the platform takes, the same ones every time", () => {
  for (const make of [blockModule, nodesModule]) {
    expect(WebAssembly.validate(make())).toBe(true);
    expect(make()).toEqual(make());
  }
});
