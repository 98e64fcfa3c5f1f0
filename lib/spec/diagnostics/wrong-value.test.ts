import { describe, expect, it } from "vitest";
import { load } from "../load";
import { applyFix } from "./apply-fix";

const agent = '[agent]\nname = "x"\n';
const first = (text: string) => {
  const [diagnostic] = load(text).diagnostics;
  if (diagnostic === undefined) throw new Error("no diagnostic");
  return diagnostic;
};

describe("wrong values", () => {
  it.each<[string, string, string]>([
    [
      `${agent}[resources]\npids_limit = "5"`,
      "ADS013",
      'The value of "pids_limit" must be a number, and is a text.',
    ],
    [
      `${agent}[resources]\npids_limit = 1.5`,
      "ADS013",
      'The value of "pids_limit" must be a whole number, and is a number.',
    ],
    [
      `${agent}[capabilities.exec]\nenv = "LANG"`,
      "ADS013",
      'The value of "env" must be a list in brackets, and is a text.',
    ],
    [
      `${agent}[capabilities.exec]\nallow_dynamic_code = "true"`,
      "ADS013",
      'The value of "allow_dynamic_code" must be true or false, and is a text.',
    ],
    [`${agent}version = 2`, "ADS013", 'The value of "version" must be a text in quotes, and is a number.'],
    [`${agent}[capabilities]\nexec = 1`, "ADS013", 'The value of "exec" must be a section, and is a number.'],
    ["agent = 1", "ADS013", 'The value of "agent" must be a section, and is a number.'],
    [
      `${agent}[capabilities.filesystem]\nread = [5]`,
      "ADS013",
      "This element must be a text in quotes, and is a number.",
    ],
    [
      `${agent}[capabilities.tools.x]\nargs.y = 5`,
      "ADS013",
      "This must be a list of patterns or a table of conditions, and is a single value.",
    ],
    [
      `${agent}[capabilities.tools.x]\neffect = "alow"`,
      "ADS014",
      '"alow" is not a word that "effect" knows; did you mean "allow"?',
    ],
    [
      `${agent}[capabilities.tools.x]\neffect = "perhaps"`,
      "ADS014",
      '"perhaps" is not a word that "effect" knows; there are "allow", "deny", "approve".',
    ],
    [`${agent}[capabilities.secrets.T]\nhosts = []`, "ADS015", '"hosts" must have at least 1 element.'],
    [`${agent}[capabilities.models]\nmax_cost_usd = 0`, "ADS015", '"max_cost_usd" must be more than 0.'],
    [`${agent}version = "${"1".repeat(65)}"`, "ADS015", '"version" must have at most 64 characters.'],
    [`${agent}[capabilities.secrets.T]`, "ADS012", '[capabilities.secrets.T] needs the key "hosts".'],
    ["spec = 1", "ADS012", "The spec needs a section [agent]."],
    ["[agent]", "ADS012", '[agent] needs the key "name".'],
  ])("%j", (text, code, message) => {
    expect(first(text)).toMatchObject({ code, message });
  });

  it.each([
    `${agent}[resources]\npids_limit = "5"`,
    `${agent}[capabilities.exec]\nenv = "LANG"`,
    `${agent}[capabilities.exec]\nallow_dynamic_code = "true"`,
    `${agent}version = 2`,
    `${agent}[capabilities.tools.x]\neffect = "alow"`,
    `${agent}[capabilities.network]\nallow_egress = ["api.example.com"]`,
    `${agent}[capabilities.filesystem]\nread = ["data/**"]`,
    "spec = 2\n[agent]\nname = 'x'",
    "spec = 1",
    "",
    "[agent] # who\nversion = '1'",
    "[agent]\r\n",
    "agent = {}",
    "agent = { version = '1' }",
    `${agent}[capabilities.secrets.T]`,
    `${agent}[[test]]\nname = "n"\nrequest = { op = "env.read", name = "A" }`,
    `${agent}[[test]]\nname = "n"\nexpect = "deny"`,
  ])("has the obvious mend for %j", (text) => {
    const [fix] = first(text).fixes;
    expect(fix && load(applyFix(text, fix)).diagnostics).toEqual([]);
  });

  it("offers no mend that leads to the next error", () => {
    expect(first(`${agent}max_runtime = 5`).fixes).toEqual([]);
    expect(first(`${agent}[capabilities.filesystem]\nread = [5]`).fixes).toEqual([]);
  });

  it("marks a missing key at its section", () => {
    expect(first(`${agent}[capabilities.secrets.T]`).range.start).toMatchObject({ line: 3, column: 23 });
  });
});
