import { expect, test } from "vitest";
import { isKeyName } from "./name";

test("names of keys", () => {
  for (const name of [
    "a",
    "example.com/log",
    "PeterNeumann",
    "журнал",
    "日本",
    "a=b/c:d@e",
    "—",
    "\ufeffa",
  ]) {
    expect(isKeyName(name), name).toBe(true);
  }
  const spaces = [
    " ",
    "\t",
    "\n",
    "\r",
    "\v",
    "\f",
    "\u0085",
    "\u00a0",
    "\u1680",
    "\u2003",
    "\u2028",
    "\u202f",
    "\u3000",
  ];
  for (const bad of [
    "",
    "+",
    "a+b",
    "\ud800",
    "a\u0000",
    "\u001f",
    "a".repeat(513),
    ...spaces.map((s) => `a${s}b`),
  ]) {
    expect(isKeyName(bad), JSON.stringify(bad)).toBe(false);
  }
});
