import { describe, expect, it } from "vitest";
import { bench } from "../../../mediator/testing/bench";
import { CallFault } from "../../calls/values";
import { ImportGate } from "./gate";

const SPEC = '[capabilities.exec]\ndeny_dynamic_imports = ["left-pad", "@a/b", "c/inner/**"]\n';

async function refused(work: (gate: ImportGate) => Promise<void>): Promise<boolean> {
  const thrown = await work(new ImportGate(bench(SPEC).mediator)).catch((error: unknown) => error);
  if (thrown === undefined) return false;
  expect(thrown).toBeInstanceOf(CallFault);
  return true;
}

describe("the gate of imports", () => {
  it.each(["left-pad", "@a/b", "c/inner/x.js", "data:text/javascript,1"])("refuses %s", async (name) => {
    expect(await refused((gate) => gate.specifier(name))).toBe(true);
  });
  it.each(["right-pad", "./left-pad.js", "c", "node:fs"])("lets %s through", async (name) => {
    expect(await refused((gate) => gate.specifier(name))).toBe(false);
  });
  it.each([
    ["/w/node_modules/left-pad/index.js", true],
    ["/w/node_modules/@a/b/x.js", true],
    ["/w/node_modules/c/inner/x.js", true],
    ["/w/node_modules/d/node_modules/left-pad/x.js", true],
    ["/w/node_modules/c/x.js", false],
    ["/w/left-pad/index.js", false],
  ])("knows the package of %s", async (path, isRefused) => {
    expect(await refused((gate) => gate.found(path))).toBe(isRefused);
  });
});
