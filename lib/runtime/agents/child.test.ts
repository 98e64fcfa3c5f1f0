import { describe, expect, it } from "vitest";
import { load } from "../../spec";
import { DEFAULT_LIMITS } from "../limits";
import { approvalsOfChild, limitsOfChild, readChild } from "./child";

const bytes = (text: string) => new TextEncoder().encode(text);
function specOf(toml: string) {
  const { spec } = load(`[agent]\nname = "parent"\n${toml}`);
  if (!spec) throw new Error("the text of this test is no spec");
  return spec;
}
const child = (toml: string, parent = "") => readChild("helper", bytes(toml), specOf(parent), "embedded");

describe("the spec of a child", () => {
  it("starts the file that it names, or the one that is called after it", () => {
    expect(child('[agent]\nname = "helper"\n')).toMatchObject({ ok: true, value: { entry: "helper.ts" } });
    expect(child('[agent]\nname = "helper"\nentry = "deep/x.ts"\n')).toMatchObject({
      value: { entry: "deep/x.ts" },
    });
  });

  it.each([
    ["broken", "[agent"],
    ["not a text", "\ud800"],
    ["that of another agent", '[agent]\nname = "other"\n'],
  ])("that is %s is refused with a sentence", (_, toml) => {
    expect(child(toml)).toEqual({ ok: false, why: expect.stringContaining("agents/helper.toml") });
  });

  it("may ask for nothing that its parent does not have to do without", () => {
    const guarded = '[agent]\nname = "helper"\n[guards]\ninput = ["pii:block"]\n';
    expect(child(guarded)).toMatchObject({ ok: false, why: expect.stringContaining("guards") });
    expect(child(guarded, '[guards]\noutput = ["pii:block"]\n').ok).toBe(true);
  });
});

it("the tighter limit counts, whoever has it", () => {
  const parent = { ...DEFAULT_LIMITS, memoryBytes: 1 << 20, cpuMs: 5, wallMs: 60_000, outputBytes: 100 };
  const spec = specOf('max_runtime = "1s"\n[resources]\nmemory_limit = "512M"\nmax_output = "1K"\n');
  expect(limitsOfChild(spec, parent)).toEqual({ ...parent, wallMs: 1000 });
});

it("the stricter approval counts, and those whom both name", () => {
  const spec = specOf('[approvals]\napprovers = ["ann@example.com", "bob@example.com"]\ntimeout = "1m"\n');
  const parent = { timeoutMs: 5000, secondPerson: true, approvers: ["bob@example.com", "eve@example.com"] };
  expect(approvalsOfChild(spec, parent)).toEqual({
    timeoutMs: 5000,
    secondPerson: true,
    approvers: ["bob@example.com"],
  });
  expect(approvalsOfChild(specOf(""), parent)).toEqual(parent);
});
