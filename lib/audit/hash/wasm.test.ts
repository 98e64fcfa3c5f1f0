import { createHash } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { hasherCases } from "../../runtime/node/testing/hasher-cases";
import { toHex } from "../bytes";
import { loadNodes, loadWasmHasher } from "./wasm";

hasherCases("in WebAssembly", loadWasmHasher);

afterEach(() => vi.restoreAllMocks());

it("hashes nodes that end in any byte, each in any of the four lanes", () => {
  const nodes = loadNodes();
  const pairs = Uint8Array.from({ length: 64 * 1024 }, (_, i) =>
    i % 64 === 63 ? (i >> 6) + (i >> 14) : i * 7,
  );
  const out = new Uint8Array(32 * 1024);
  nodes?.(pairs, 1024, out);
  for (let i = 0; i < 1024; i++) {
    const pair = pairs.subarray(64 * i, 64 * (i + 1));
    const node = createHash("sha256").update(Uint8Array.of(1)).update(pair).digest("hex");
    expect(toHex(out.subarray(32 * i, 32 * (i + 1)))).toBe(node);
  }
});

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
