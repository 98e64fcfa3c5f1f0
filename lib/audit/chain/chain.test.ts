import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { AuditFault, fromUtf8, toHex, utf8 } from "../bytes";
import { loadWasmHasher } from "../hash";
import { type Entry, encodeRecord, FIRST_PREV, readRecord } from "../record";
import { anyEntry } from "../record/testing/arbitraries";
import { LINKS, RECORDS, ROOTS } from "../testing/worked-example";
import { CompactRange } from "../tree/compact-range";
import { Chain } from "./chain";

const SID = "0198c0de-0000-7000-8000-000000000001";
const ts = "2026-01-01T00:00:00.000Z";
const hasher = nodeHasher();
const entry = (path: string): Entry & { ts: string } => ({
  type: "fs.read",
  data: { code: "ALLOWED", request: { path }, verdict: "allow" },
  ts,
});

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
/** A long run is to end by itself, not by the clock. */
const long = { timeout: Math.max(30_000, numRuns * 30) };

describe("Chain", () => {
  it("has the links and roots of the worked example", () => {
    const range = CompactRange.empty(hasher);
    for (const [seq, line] of RECORDS.entries()) {
      expect(toHex(range.root())).toBe(ROOTS[seq]);
      const link = hasher.leafHex(utf8(line));
      expect(link).toBe(LINKS[seq]);
      const read = readRecord(utf8(line));
      expect(read.ok && read.record.prev).toBe(LINKS[seq - 1] ?? FIRST_PREV);
      range.appendHex(link);
    }
    const chain = new Chain(hasher, SID, { size: 4, link: LINKS[3] as string, range });
    expect([toHex(chain.root()), chain.size, chain.link]).toEqual([ROOTS[4], 4, LINKS[3]]);
  });

  it("links every record to the one before, with every hasher the same", long, async () => {
    const wasm = await loadWasmHasher();
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 20 }), (entries) => {
        const [chain, other] = [new Chain(hasher, SID), new Chain(wasm, SID)];
        const range = CompactRange.empty(hasher);
        let prev = FIRST_PREV;
        for (const [seq, each] of entries.entries()) {
          const { bytes } = chain.append({ ...each, ts });
          const again = other.append({ ...each, ts });
          const { link } = chain;
          expect(fromUtf8(bytes)).toBe(encodeRecord({ ...each, prev, seq, sid: SID, ts }));
          expect(link).toBe(hasher.leafHex(bytes));
          expect([again.bytes, again.seq, again.length, other.link]).toEqual([
            bytes,
            seq,
            bytes.length,
            link,
          ]);
          range.append(hasher.leaf(bytes));
          prev = link;
        }
        expect([chain.size, chain.link, toHex(chain.root())]).toEqual([
          entries.length,
          prev,
          toHex(range.root()),
        ]);
        expect(toHex(other.root())).toBe(toHex(range.root()));
      }),
      { numRuns },
    );
  });

  it("goes on where another one stopped", () => {
    const [whole, first] = [new Chain(hasher, SID), new Chain(hasher, SID)];
    const names = Array.from({ length: 600 }, (_, i) => `/file-${i}`);
    for (const name of names) whole.append(entry(name));
    for (const name of names.slice(0, 300)) first.append(entry(name));
    const { size, link, range } = first;
    const rest = new Chain(hasher, SID, {
      size,
      link,
      range: CompactRange.from(hasher, size, range.nodes()),
    });
    for (const name of names.slice(300)) rest.append(entry(name));
    expect([rest.size, rest.link, toHex(rest.root())]).toEqual([whole.size, whole.link, toHex(whole.root())]);
  });

  it("is left as it was by what it refuses", () => {
    const chain = new Chain(hasher, SID);
    chain.append(entry("/a"));
    const before = [chain.size, chain.link, toHex(chain.root())];
    const refused: unknown[] = [
      { ...entry("/a"), ts: "yesterday" },
      { ...entry("/a"), type: "fs.unknown" },
      entry("\ud800"),
      entry("a".repeat(16_384)),
      entry("é".repeat(8_192)),
      entry("\u0001".repeat(3_000)),
    ];
    for (const each of refused)
      expect(() => chain.append(each as Entry & { ts: string })).toThrow(AuditFault);
    expect([chain.size, chain.link, toHex(chain.root())]).toEqual(before);
    expect(chain.append(entry("/b")).seq).toBe(1);
  });

  it("does not let an entry record another one while it is read", () => {
    const chain = new Chain(hasher, SID);
    const data = {
      ...entry("/a").data,
      get rule() {
        chain.append(entry("/b"));
        return "a";
      },
    };
    expect(() => chain.append({ type: "fs.read", data, ts } as Entry & { ts: string })).toThrow(AuditFault);
    expect(chain.size).toBe(0);
    expect(fromUtf8(chain.append(entry("/c")).bytes)).toContain('"/c"');
  });

  it("asks for a session, and for a position that fits", () => {
    expect(() => new Chain(hasher, "session")).toThrow(AuditFault);
    const at = { size: 1, link: FIRST_PREV, range: CompactRange.empty(hasher) };
    expect(() => new Chain(hasher, SID, at)).toThrow(AuditFault);
  });

  it("takes the last byte that a record may have", () => {
    const room = 16_384 - new Chain(hasher, SID).append(entry("")).bytes.length;
    const chain = new Chain(hasher, SID);
    expect(() => chain.append(entry("a".repeat(room + 1)))).toThrow(AuditFault);
    expect(chain.append(entry("a".repeat(room))).bytes.length).toBe(16_384);
  });
});
