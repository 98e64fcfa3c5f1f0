import { createHash } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { hasherCases } from "../../runtime/node/testing/hasher-cases";
import { toHex } from "../bytes";
import { loadNodes, loadWasmHasher } from "./wasm";

hasherCases("in WebAssembly", loadWasmHasher);

afterEach(() => vi.restoreAllMocks());

it("does without vectors where the platform has none", async () => {
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  expect(loadNodes()).toBeUndefined();
  const { nodes } = await loadWasmHasher();
  const pairs = new Uint8Array(64 * 20).fill(7);
  const out = new Uint8Array(32 * 20);
  nodes(pairs, 20, out);
  const node = createHash("sha256").update(Uint8Array.of(1)).update(pairs.subarray(0, 64)).digest("hex");
  expect(toHex(out)).toBe(node.repeat(20));
});
