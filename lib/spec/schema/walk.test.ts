import { describe, expect, it } from "vitest";
import { isAcceptableAt, keysAt, schemasAt, wordsAt } from "./walk";

describe("what is valid at a place", () => {
  it("keys of sections, through names that authors choose", () => {
    expect(keysAt([])).toContain("capabilities");
    expect(keysAt(["capabilities", "filesystem"])).toEqual(["read", "write", "deny", "approve"]);
    expect(keysAt(["capabilities", "tools", "any.name"])).toEqual(["effect", "rate_limit", "args"]);
    expect(keysAt(["capabilities", "tools"])).toEqual([]);
    expect(keysAt(["capabilities", "tools", "x", "args", "y"])).toContain("max_length");
    expect(keysAt(["capabilities", "tools", "x", "args", "y", "items"])).toContain("max_length");
  });

  it("keys of requests, by their operation when it is known", () => {
    const path = ["test", 0, "request"];
    expect(keysAt(path)).toEqual(expect.arrayContaining(["path", "url", "argv"]));
    expect(keysAt(path, (key) => (key === "op" ? "net.fetch" : undefined))).toEqual(["op", "method", "url"]);
    expect(keysAt(path, (key) => (key === "op" ? "nonsense" : undefined))).toEqual(keysAt(path));
  });

  it("words", () => {
    expect(wordsAt(["agent", "restart_policy"])).toEqual(["never", "on-failure", "always"]);
    expect(wordsAt(["capabilities", "sql", "db", "statements", 3])).toContain("select");
    expect(wordsAt(["test", 0, "request", "op"])).toContain("fs.symlink");
    expect(wordsAt(["agent", "name"])).toEqual([]);
  });

  it("nothing at a place that does not exist", () => {
    expect(schemasAt(["nowhere", "at", "all"])).toEqual([]);
    expect(schemasAt(["agent", 0])).toEqual([]);
    expect(keysAt(["constructor"])).toEqual([]);
    expect(keysAt(["agent", "toString"])).toEqual([]);
  });

  it("values", () => {
    expect(isAcceptableAt(["resources", "pids_limit"], 1)).toBe(true);
    expect(isAcceptableAt(["resources", "pids_limit"], 0)).toBe(false);
    expect(isAcceptableAt(["agent", "max_runtime"], "5")).toBe(false);
  });
});
