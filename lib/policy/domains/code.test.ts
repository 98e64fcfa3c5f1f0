import { describe, expect, it } from "vitest";
import { load } from "../../spec";
import { decide } from "../decide";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";

function decider(exec: string) {
  const { spec, source } = load(`[agent]\nname = "a"\n[capabilities.exec]\n${exec}\n`);
  if (!spec) throw new Error("the spec is faulty");
  const engine = link(compile(spec, source));
  return (request: object) => decide(engine, { op: "code.load", ...request }, newMeters(0));
}

describe("code that is no file", () => {
  const texts = [
    { how: "eval" },
    { how: "function" },
    { how: "timer" },
    { how: "import", module: "data:text/javascript,1" },
    { how: "import", module: "DATA:text/javascript,1" },
    { how: "import", module: "https://a.example/x.js" },
    { how: "import", module: "blob:x" },
  ];
  it.each(texts)("%j is denied unless the switch is on", (request) => {
    expect(decider("")(request)).toMatchObject({
      verdict: "deny",
      code: "DENIED_BY_RULE",
      rule: "exec.allow_dynamic_code",
    });
    expect(decider("allow_dynamic_code = true")(request)).toMatchObject({
      verdict: "allow",
      rule: "exec.allow_dynamic_code",
    });
  });

  it("is no request without its source or its name", () => {
    for (const request of [{}, { how: "exec" }, { how: "import" }, { how: "import", module: "" }, { how: 1 }])
      expect(decider("allow_dynamic_code = true")(request).code).toBe("MALFORMED_REQUEST");
  });
});

describe("modules by name", () => {
  const decided = decider('deny_dynamic_imports = ["node:vm", "left-*"]\nallow_dynamic_code = true');
  it.each(["node:vm", "vm", "left-pad"])("%s is denied", (module) => {
    expect(decided({ how: "import", module })).toMatchObject({ verdict: "deny", code: "DENIED_BY_RULE" });
  });
  it.each(["node:fs", "./vm", "right-pad", "file:///x.js"])("%s is not", (module) => {
    expect(decided({ how: "import", module })).toMatchObject({ verdict: "allow", rule: null });
  });
  it("records of a module that is its own text only the beginning", () => {
    const module = `data:text/javascript,${"x".repeat(9000)}`;
    expect(`${decided({ how: "import", module }).canonical?.module}`.length).toBe(1024);
  });
});
