import { describe, expect, it } from "vitest";
import { missing, type Probe, runProbe, works } from "./probe";
import { reportText, tally, tallySentence } from "./report";

const probe = (id: string, run: Probe["run"]): Probe => ({
  id,
  title: id.toUpperCase(),
  use: "",
  without: "",
  run,
});
const probes = [probe("a", async () => works("1 ms")), probe("b", async () => missing("no such thing"))];

describe("runProbe", () => {
  it("gives what the probe answers", async () => {
    await expect(runProbe(probe("a", async () => works("fine")))).resolves.toEqual(works("fine"));
  });
  it("calls what throws missing, and says what it threw", async () => {
    const throwing = probe("a", () => Promise.reject(new TypeError("x is not a function")));
    await expect(runProbe(throwing)).resolves.toEqual(missing("TypeError: x is not a function"));
    await expect(runProbe(probe("b", () => Promise.reject("text")))).resolves.toEqual(missing("text"));
  });
  it("does not wait for ever", async () => {
    const silent = probe("a", () => new Promise(() => undefined));
    await expect(runProbe(silent, 20)).resolves.toEqual(missing("no answer within 0.02 s"));
  });
});

describe("the report", () => {
  it("counts what is done", () => {
    expect(tallySentence(tally(probes, {}))).toBe("0 of 2 checked");
    expect(tallySentence(tally(probes, { a: works("") }))).toBe("1 of 2 checked");
    expect(tallySentence(tally(probes, { a: works(""), b: works("") }))).toBe("All 2 work");
    expect(tallySentence(tally(probes, { a: works(""), b: missing("") }))).toBe("1 of 2 work, 1 does not");
  });
  it("is plain text", () => {
    expect(reportText(probes, { a: works("1 ms"), b: missing("none") }, "Browser 1")).toBe(
      "Aegis, what this browser can do\nBrowser 1\n\nworks    A: 1 ms\nmissing  B: none\n",
    );
  });
});
