import { describe, expect, it } from "vitest";
import { agentSpecSchema } from "./agent-spec";
import { ALL_PARTS, askedParts, ENFORCED, enforcement, PARTS, RUNTIMES } from "./enforcement";
import { load } from "./load";
import { EVERY_KEY_SPEC } from "./testing/every-key";

function specOf(text: string) {
  const { spec } = load(text);
  if (spec === null) throw new Error("the text of this test is no spec");
  return spec;
}
const minimal = specOf('[agent]\nname = "x"');
const FLOOR = ["filesystem", "network", "exec", "env", "dynamic-code"];

describe("what a spec asks for", () => {
  it("is the floor, when it says nothing: denied unless granted has to hold", () => {
    expect(askedParts(minimal)).toEqual(FLOOR);
  });

  it("is everything, when it uses every key but ingress", () => {
    expect(askedParts(specOf(EVERY_KEY_SPEC))).toEqual(ALL_PARTS.filter((part) => part !== "ingress"));
    const open = specOf('[agent]\nname = "x"\n[capabilities.network]\nallow_ingress = true');
    expect(askedParts(open)).toContain("ingress");
  });

  it("leaves out the ban on dynamic code, when the spec lifts it", () => {
    const lifted = specOf('[agent]\nname = "x"\n[capabilities.exec]\nallow_dynamic_code = true');
    expect(askedParts(lifted)).not.toContain("dynamic-code");
  });

  it("covers every section that can be enforced", () => {
    const keys = ALL_PARTS.flatMap((part) => PARTS[part].keys);
    const sections = [
      ...Object.keys(agentSpecSchema.shape.capabilities.unwrap().shape).map((name) => `capabilities.${name}`),
      ...Object.keys(agentSpecSchema.shape),
    ];
    // What is said about the agent, the log and reviews binds the product, not a runtime.
    const informative = ["spec", "agent", "capabilities", "audit", "compliance", "test"];
    const uncovered = sections.filter(
      (section) =>
        !informative.includes(section) &&
        !keys.some((key) => key === section || key.startsWith(`${section}.`)),
    );
    expect(uncovered).toEqual([]);
  });
});

describe("what a runtime refuses", () => {
  it("evaluation refuses nothing", () => {
    expect(enforcement(specOf(EVERY_KEY_SPEC), "evaluate")).toMatchObject({ missing: [], refusal: null });
  });

  it.each(RUNTIMES.filter((runtime) => runtime !== "evaluate"))(
    "%s refuses by name what it does not enforce",
    (runtime) => {
      const spec = specOf(
        '[agent]\nname = "x"\n[guards]\ninput = ["pii:mask"]\n[capabilities.secrets.T]\nhosts = ["h.example"]',
      );
      const report = enforcement(spec, runtime);
      expect(report.missing).toEqual(expect.arrayContaining(["guards", "secrets"]));
      expect(report.refusal).toMatch(/does not enforce .*secrets.* yet; .*guards/);
      expect([...report.enforced, ...report.missing].sort()).toEqual([...askedParts(spec)].sort());
    },
  );

  it("starts when every missing part is accepted by name, and not when one is left", () => {
    const { missing } = enforcement(minimal, "webcontainer");
    expect(enforcement(minimal, "webcontainer", missing).refusal).toBeNull();
    expect(enforcement(minimal, "webcontainer", missing.slice(1)).refusal).toContain(
      PARTS[missing[0] ?? "exec"].label,
    );
  });

  it("no runtime claims guards or secrets", () => {
    for (const runtime of RUNTIMES.filter((name) => name !== "evaluate")) {
      for (const part of ["guards", "secrets"] as const) expect(ENFORCED[runtime].has(part)).toBe(false);
    }
  });
});
