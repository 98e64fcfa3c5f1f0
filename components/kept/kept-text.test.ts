import { expect, test, vi } from "vitest";
import { keepText, keptText } from "./kept-text";

test("what is kept is there until it is forgotten", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
  expect(keptText("a")).toBeNull();
  keepText("a", "");
  expect(keptText("a")).toBe("");
  keepText("a", null);
  expect(keptText("a")).toBeNull();
  vi.unstubAllGlobals();
});

test("a browser that keeps nothing is told from one that has kept nothing", () => {
  const fail = () => {
    throw new DOMException("", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: fail, setItem: fail, removeItem: fail });
  expect(keptText("a")).toBeUndefined();
  expect(() => keepText("a", "b")).not.toThrow();
  expect(() => keepText("a", null)).not.toThrow();
  vi.unstubAllGlobals();
});
