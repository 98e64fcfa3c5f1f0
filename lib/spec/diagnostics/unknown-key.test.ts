import { describe, expect, it } from "vitest";
import { load } from "../load";
import { applyFix } from "./apply-fix";

const agent = '[agent]\nname = "x"\n';
const only = (text: string) => {
  const { diagnostics } = load(text);
  expect(diagnostics).toHaveLength(1);
  const [diagnostic] = diagnostics;
  if (diagnostic === undefined) throw new Error("no diagnostic");
  return diagnostic;
};

describe("unknown keys", () => {
  it.each<[string, string, string]>([
    [`${agent}ownr = "a"`, "ADS010", "owner"],
    [`${agent}[capabilities.filesytem]\nread = []`, "ADS011", "filesystem"],
    [`${agent}[resource]\npids_limit = 1`, "ADS011", "resources"],
    [`${agent}[filesystem]\nread = []`, "ADS011", "capabilities.filesystem"],
    [`${agent}[tools.x]`, "ADS011", "capabilities.tools"],
    [`${agent}[capabilities.tools.x]\nargs.y = { max_lenght = 1 }`, "ADS010", "max_length"],
    [
      `${agent}[[tset]]\nname = "n"\nrequest = { op = "env.read", name = "A" }\nexpect = "deny"`,
      "ADS011",
      "test",
    ],
  ])("%j is mended by the suggestion", (text, code, suggestion) => {
    const diagnostic = only(text);
    expect(diagnostic).toMatchObject({ code, suggestion });
    expect(diagnostic.message).toMatch(/; did you mean ".*"\?$/);
    const [fix] = diagnostic.fixes;
    expect(fix && load(applyFix(text, fix)).diagnostics).toEqual([]);
  });

  it("marks the key alone", () => {
    expect(only(`${agent}ownr = "a"`).range).toMatchObject({
      start: { line: 3, column: 1 },
      end: { line: 3, column: 5 },
    });
    expect(only(`${agent}[capabilities.exce]`).range).toMatchObject({
      start: { column: 15 },
      end: { column: 19 },
    });
  });

  it("renames a section wherever it is spelt", () => {
    const text = `${agent}[capabilites.filesystem]\nread = []\n[capabilites.exec]\nallow = []\n`;
    const diagnostic = only(text);
    const [fix] = diagnostic.fixes;
    expect(fix?.edits).toHaveLength(2);
    expect(fix && load(applyFix(text, fix)).diagnostics).toEqual([]);
  });

  it("offers no fix that would define a key twice", () => {
    expect(only(`${agent}nmae = "y"`)).toMatchObject({ suggestion: "name", fixes: [] });
    const envs = only(`${agent}[capabilities.exec]\nenv = []\nenvs = []`);
    expect(envs).toMatchObject({ suggestion: "env", fixes: [] });
  });

  it("knows where a key belongs that stands elsewhere", () => {
    expect(only(`${agent}pids_limit = 5`).message).toBe(
      'There is no key "pids_limit" in [agent]; it belongs in [resources].',
    );
  });

  it("goes by the operation that a request names", () => {
    const text = `${agent}[[test]]\nname = "n"\nexpect = "deny"\nrequest = { op = "fs.read", path = "/x", urll = "y" }`;
    expect(only(text).message).toBe('There is no key "urll" in test[0].request; there are op, path, cwd.');
  });
});
