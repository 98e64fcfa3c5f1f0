import { describe, expect, it } from "vitest";
import { Asking } from "./outstanding";

const asked = (type: string, request: object, verdict = "allow") => ({ type, data: { verdict, request } });
const records = (...lines: readonly unknown[]) => ({
  size: lines.length,
  line: (seq: number) => JSON.stringify(lines[seq]),
});
const listed = (...lines: readonly unknown[]) => {
  const asking = new Asking();
  expect(asking.read(records(...lines), 1_000)).toBe(true);
  return (seq: number) =>
    asking.at(seq).map(({ seq: of, target, waitsFor }) => `${of} ${target} ${waitsFor}`);
};

describe("what is outstanding", () => {
  it("is asked and not yet answered", () => {
    const at = listed(
      asked("fs.read", { path: "/a" }),
      asked("net.fetch", { url: "https://b" }),
      { type: "fs.read.result", data: { of: 0 } },
      asked("fs.read", { path: "/c" }, "deny"),
      { type: "net.fetch.result", data: { of: 1 } },
    );
    expect([0, 1, 2, 3, 4].map(at)).toEqual([
      ["0 /a answer"],
      ["0 /a answer", "1 https://b answer"],
      ["1 https://b answer"],
      ["1 https://b answer"],
      [],
    ]);
  });

  it("waits for a person as long as nobody has answered", () => {
    const at = listed(
      asked("exec.spawn", { argv: ["rm", "-r"] }, "approve"),
      { type: "approval.request", data: { of: 0 } },
      { type: "approval.grant", data: { of: 0 } },
      { type: "exec.spawn.result", data: { of: 0 } },
      asked("fs.write", { path: "/x" }, "approve"),
      { type: "approval.request", data: { of: 4 } },
      { type: "approval.deny", data: { of: 4 } },
    );
    expect([0, 1, 2, 3, 5, 6].map(at)).toEqual([
      ["0 rm -r answer"],
      ["0 rm -r person"],
      ["0 rm -r answer"],
      [],
      ["4 /x person"],
      [],
    ]);
  });

  it("stays outstanding where the run ended in between, and is seen also where it was answered at once", () => {
    const at = listed(
      asked("fs.read", { path: "/a" }),
      { type: "fs.read.result", data: { of: 0 } },
      asked("fs.rename", { path: "/b", to: "/c" }),
    );
    expect([0, 1, 2, 99].map(at)).toEqual([["0 /a answer"], [], ["2 /b → /c answer"], ["2 /b → /c answer"]]);
  });

  it("reads any line", () => {
    expect(
      listed(
        null,
        1,
        "x",
        {},
        { type: 1 },
        { type: "fs.read", data: null },
        { type: "x.result", data: {} },
      )(9),
    ).toEqual([]);
  });

  it("knows which variables were asked for until then", () => {
    const asking = new Asking();
    asking.read(
      records(
        asked("env.read", { name: "A" }, "deny"),
        asked("env.read", { name: "B" }),
        asked("env.read", { name: "A" }),
      ),
      1_000,
    );
    expect(asking.variablesAt(1).map(({ target, verdict }) => `${target} ${verdict}`)).toEqual([
      "A deny",
      "B allow",
    ]);
    expect(asking.variablesAt(2)[0]?.verdict).toBe("allow");
  });
});
