import { describe, expect, it } from "vitest";
import { bench } from "../../mediator/testing/bench";
import { codeCalls, importing, isBrought } from "./code";
import { Values } from "./values";

const SPEC = '[capabilities.exec]\ndeny_dynamic_imports = ["node:vm"]\n';
const run = (policy: string, ...values: unknown[]) => {
  const { mediator, log } = bench(policy);
  const records = () =>
    log.entries.map(({ type, data }) => [type, (data as { verdict?: string }).verdict ?? ""].join(" "));
  return { act: () => codeCalls(mediator)["code.load"](new Values(values), undefined), records, mediator };
};

describe("code that a guest wants to run", () => {
  it("is refused with a sentence and a record", () => {
    const { act, records } = run("", "eval");
    expect(act).toThrow("Evaluating text is denied by exec.allow_dynamic_code.");
    expect(records()).toEqual(["code.load deny"]);
  });

  it("is let through, and on record, where the switch is on", () => {
    const { act, records } = run("[capabilities.exec]\nallow_dynamic_code = true\n", "function");
    expect(act()).toEqual({});
    expect(records()).toEqual(["code.load allow", "code.load.result "]);
  });

  it("is no call where it is of no kind, or has no module", () => {
    for (const values of [[], ["exec"], ["import"], ["import", 1], [{ how: "eval" }]])
      expect(run("", ...values).act).toThrow(/was expected/);
  });
});

describe("a module", () => {
  it("that no rule is about leaves no record of its own", () => {
    const { mediator, records } = run(SPEC);
    for (const name of ["node:fs", "fs", "./x.js", "file:///x.js", "left-pad"])
      expect(importing(mediator, name)).toBeUndefined();
    expect(records()).toEqual([]);
  });

  it("that a rule denies, or that is its own text, is refused and on record", () => {
    const { mediator, records } = run(SPEC);
    for (const name of ["vm", "data:text/javascript,1", "http://a.example/x.js"])
      expect(() => importing(mediator, name)).toThrow(/is denied by exec\./);
    expect(records()).toEqual(["code.load deny", "code.load deny", "code.load deny"]);
  });

  it("is brought along where it has a scheme that is none of ours", () => {
    for (const name of ["data:,x", "DATA:,x", "https://x/", "blob:x", "a+b.c-d:x"])
      expect(isBrought(name)).toBe(true);
    for (const name of ["node:fs", "file:///x", "./a:b", "/a:b", "@a/b", "x", ":x"])
      expect(isBrought(name)).toBe(false);
  });
});
