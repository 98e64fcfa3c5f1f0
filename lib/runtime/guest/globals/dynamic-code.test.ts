import { describe, expect, it } from "vitest";
import { runGuest } from "../../node/testing/run-guest";

const FILES = '[capabilities.filesystem]\nread = ["/**"]\n';
const ASK = `
const ways = {
  direct: () => eval("1 + 1"), indirect: () => (0, eval)("1 + 1"), made: () => new Function("return 2")(),
  climbed: () => (() => {}).constructor("return 2")(), later: () => (async () => {}).constructor("return 2"),
};
for (const [name, way] of Object.entries(ways)) try { console.log(name, typeof way()); } catch (error) { console.log(name, error.code, error.rule, typeof error.record); }
console.log(eval(5), (() => {}) instanceof Function, Function.name, Function.length);
`;

describe("text that is to become code", () => {
  it("is refused, with the rule and the record, and leaves the language as it is otherwise", async () => {
    const { stdout, log, faults } = await runGuest({ files: { "/work/main.mjs": ASK }, policy: FILES });
    const no = "ERR_ACCESS_DENIED exec.allow_dynamic_code number";
    expect(stdout.split("\n")).toEqual([
      `direct ${no}`,
      `indirect ${no}`,
      `made ${no}`,
      `climbed ${no}`,
      `later ${no}`,
      "5 true Function 1",
      "",
    ]);
    expect(log.entries.filter(({ type }) => type === "code.load")).toHaveLength(5);
    expect(faults).toEqual([]);
  });

  it("runs where the policy says so, with the variables around it", async () => {
    const policy = `${FILES}[capabilities.exec]\nallow_dynamic_code = true\n`;
    const text = `const near = 2; console.log(eval("near"), new Function("return 3")(), (await import("data:text/javascript,export default 4")).default);`;
    expect((await runGuest({ files: { "/work/main.mjs": text }, policy })).stdout).toBe("2 3 4\n");
  });

  it("of a timer is no callback, as in Node, and is on record", async () => {
    const text = `try { setTimeout("x") } catch (error) { console.log(error.code) }`;
    const { stdout, log } = await runGuest({ files: { "/work/main.mjs": text }, policy: FILES });
    expect(stdout).toBe("ERR_INVALID_ARG_TYPE\n");
    expect(log.entries.filter(({ type }) => type === "code.load")).toHaveLength(1);
  });
});
