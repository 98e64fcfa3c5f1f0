import { readFileSync } from "node:fs";
import { getSystemErrorMap, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { errnoOf, FILES_FAULTS, FilesFault, FS_CODES, FsError, isFsCode } from "./errors";

describe("an error of the file system", () => {
  const known = new Map([...getSystemErrorMap()].map(([errno, [code, text]]) => [code, { errno, text }]));

  it.each(FS_CODES)("%s has the number and the text that Node gives it", (code) => {
    expect(new FsError(code, "open").message).toBe(`${code}: ${known.get(code)?.text}, open`);
    // Numbers are Linux's everywhere; elsewhere Node has others.
    if (process.platform === "linux") expect(errnoOf(code)).toBe(known.get(code)?.errno);
  });

  it("is shown as Node shows it, down to the order of its fields", () => {
    let real: unknown;
    try {
      readFileSync("/there/is/nothing");
    } catch (error) {
      real = error;
    }
    const ours = new FsError("ENOENT", "open", "/there/is/nothing");
    expect(JSON.stringify(ours)).toBe(JSON.stringify(real));
    expect(`${ours}`).toBe(`${real}`);
    expect(inspect(ours)).toContain(
      "errno: -2,\n  code: 'ENOENT',\n  syscall: 'open',\n  path: '/there/is/nothing'",
    );
  });

  it("names both paths of a call with two, and none of a call with none", () => {
    expect(new FsError("EXDEV", "rename", "/a", "/b").message).toBe(
      "EXDEV: cross-device link not permitted, rename '/a' -> '/b'",
    );
    expect(Object.keys(new FsError("EBADF", "read"))).toEqual(["errno", "code", "syscall"]);
  });

  it("has a closed set of codes", () => {
    expect(isFsCode("ENOENT")).toBe(true);
    for (const other of ["EWHAT", "toString", "__proto__", 2, null]) expect(isFsCode(other)).toBe(false);
  });
});

it("a fault says what was wrong with the call", () => {
  expect(new FilesFault("STALE").message).toBe(FILES_FAULTS.STALE);
  expect(new FilesFault("BAD_ARGUMENT", "why")).toMatchObject({
    name: "FilesFault",
    code: "BAD_ARGUMENT",
    message: "why",
  });
});
