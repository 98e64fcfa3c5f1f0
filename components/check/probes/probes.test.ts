import { expect, it } from "vitest";
import { PROBES } from "./index";
import { readableSize } from "./storage";
import { promiseIntegration, wasm } from "./wasm";

it("gives every probe an id and words of its own", () => {
  expect(new Set(PROBES.map((probe) => probe.id)).size).toBe(PROBES.length);
  for (const probe of PROBES) expect(probe.use && probe.without && probe.title).toBeTruthy();
});

it("has a module that compiles and calls its host", async () => {
  await expect(wasm.run()).resolves.toMatchObject({ works: true });
});

it("answers, and does not throw, where a browser has no promise integration", async () => {
  await expect(promiseIntegration.run()).resolves.toHaveProperty("fact");
});

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_500, "1.5 KB"],
  [2_000_000_000, "2.0 GB"],
  [5e15, "5000.0 TB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(readableSize(bytes)).toBe(text);
});
