/** The file system in memory against the real one: the same calls, the same results and errors, byte for byte. */
import { mkdirSync, statSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NodeCaller } from "../../node/files/testing/node-caller";
import { becomeOrdinaryUser, withFolder } from "../../node/files/testing/ordinary-user";
import { callsIn } from "../testing/arbitraries";
import { type Call, outcomeOf } from "../testing/call";
import { FilesCaller } from "../testing/files-caller";
import { MemoryFiles } from "./memory-files";

const CALLS = 80;
const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 20_000) / CALLS);
const options = { numRuns: RUNS, seed: Number(process.env.PROPERTY_SEED ?? 20_260_101) };
const WORLD = "/z/z/z/z/z/z/z/w";

const { uid, gid } = becomeOrdinaryUser();

function isFolder(path: string): boolean {
  const seen = outcomeOf(() => statSync(path).isDirectory());
  return "value" in seen && seen.value === true;
}

function compare(calls: readonly Call[], seen: Map<string, number>): void {
  const files = new MemoryFiles({ clock: () => BigInt(Date.now()) * 1_000_000n, uid, gid });
  files.mount(WORLD, {});
  const caller = new FilesCaller(files);
  withFolder((folder) => {
    mkdirSync(folder + WORLD, { recursive: true });
    const node = new NodeCaller(folder);
    try {
      for (const [index, call] of calls.entries()) {
        // libuv removes the target when the source turns out to be a folder; here it stays as it was.
        if (call[0] === "copyFile" && isFolder(folder + call[1])) continue;
        const expected = node.call(call);
        const actual = caller.call(call);
        const what = "failure" in expected ? `${call[0]} ${expected.failure.code}` : `${call[0]} ok`;
        seen.set(what, (seen.get(what) ?? 0) + 1);
        expect({ index, call, ...actual }).toEqual({ index, call, ...expected });
      }
    } finally {
      node.end();
    }
  });
}

describe("random calls", () => {
  it("end as they do in Node", { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    const many = fc.array(callsIn(WORLD), { minLength: 1, maxLength: CALLS, size: "max" });
    fc.assert(
      fc.property(many, (calls) => compare(calls, seen)),
      options,
    );
    // A generator that makes nothing but ENOENT would compare nothing.
    const kinds = [...seen.keys()];
    expect(kinds.filter((kind) => kind.endsWith(" ok")).length).toBeGreaterThan(24);
    expect(new Set(kinds.map((kind) => kind.split(" ")[1])).size).toBeGreaterThanOrEqual(12);
  });
});
