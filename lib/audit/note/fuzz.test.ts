import fc from "fast-check";
import { expect, test } from "vitest";
import { fromUtf8, utf8 } from "../bytes";
import { hostileBytes, mustSurvive } from "../testing/fuzz";
import { SESSION_NOTE, TLOG_PROOF, VKEYS } from "../testing/worked-example";
import { readEntries, readTilePath, tilePath, writeEntries } from "../tree";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import { readCosignature, writeCosignature } from "./cosignature";
import { formatPrivateKey, fromPkcs8, keyOfSeed, parsePrivateKey, toPkcs8 } from "./keys";
import { readPolicy, writePolicy } from "./policy";
import { parseNote, writeNote } from "./signed-note";
import { testLog, testWitness } from "./testing/keys";
import { readTlogProof, writeTlogProof } from "./tlog-proof";
import { formatVkey, keyIdOf, parseVkey } from "./vkey";

const runs = Number(process.env.PROPERTY_RUNS ?? 400);
const key = keyOfSeed(new Uint8Array(32).fill(9));
const privateKey = formatPrivateKey("example.com/log", 1, key);
const witness = formatVkey(testWitness("w.example", 2).vkey);
const policy = `log ${formatVkey(testLog("example.com/log").vkey)}\nwitness a ${witness}\ngroup g 1 a\nquorum g\n`;
const text = (bytes: Uint8Array) => fromUtf8(bytes) ?? "";

interface Parser {
  readonly good: readonly (string | Uint8Array)[];
  /** Reads, and writes back what it took: undefined for what it refused. */
  readonly again: (bytes: Uint8Array) => string | Uint8Array | undefined;
}

function both<T>(
  read: (bytes: Uint8Array) => { readonly ok: true; readonly value: T } | { readonly ok: false },
  write: (value: T) => string | Uint8Array,
): Parser["again"] {
  return (bytes) => {
    const result = read(bytes);
    return result.ok ? write(result.value) : undefined;
  };
}

const PARSERS: Record<string, Parser> = {
  note: { good: [SESSION_NOTE], again: both(parseNote, writeNote) },
  vkey: { good: Object.values(VKEYS), again: both((bytes) => parseVkey(text(bytes)), formatVkey) },
  checkpoint: {
    good: [SESSION_NOTE.slice(0, 100)],
    again: both((bytes) => readCheckpoint(text(bytes)), writeCheckpoint),
  },
  cosignature: {
    good: [writeCosignature({ time: 7, signature: new Uint8Array(64) })],
    again: both(readCosignature, writeCosignature),
  },
  "tlog-proof": { good: [TLOG_PROOF], again: both(readTlogProof, writeTlogProof) },
  "private key": {
    good: [privateKey],
    again: both(
      (bytes) => parsePrivateKey(text(bytes)),
      ({ name, type, key: read }) => formatPrivateKey(name, type, read),
    ),
  },
  "PKCS #8": { good: [toPkcs8(key)], again: both(fromPkcs8, toPkcs8) },
  "tile path": {
    good: ["tile/0/x001/x234/067", "tile/entries/000.p/12"],
    again: (bytes) => {
      const tile = readTilePath(text(bytes));
      return tile === undefined ? undefined : tilePath(tile);
    },
  },
  "entry bundle": {
    good: [writeEntries([utf8("one"), utf8("two"), new Uint8Array(300)])],
    again: (bytes) => {
      const entries = readEntries(bytes, 3);
      return entries === undefined ? undefined : writeEntries(entries);
    },
  },
};

const asBytes = (one: string | Uint8Array) => (typeof one === "string" ? utf8(one) : one);

test.each(Object.entries(PARSERS))(
  "%s: what is taken is written back to the byte, and nothing throws or takes long",
  (_, { good, again }) => {
    for (const one of good) expect(asBytes(again(asBytes(one)) ?? "")).toEqual(asBytes(one));
    const check = (bytes: Uint8Array) => {
      const written = again(bytes);
      if (written !== undefined) expect(asBytes(written)).toEqual(bytes);
    };
    fc.assert(
      fc.property(hostileBytes(good.map(asBytes)), (bytes) => mustSurvive(check, bytes)),
      { numRuns: runs },
    );
  },
  3_600_000,
);

test("policy: what is taken is written so that it is taken as the same, and nothing throws or takes long", () => {
  const check = (bytes: Uint8Array) => {
    const read = readPolicy(bytes);
    // Names that are no UTF-8 have no other spelling in which they could be written.
    if (read.ok && fromUtf8(bytes) !== undefined)
      expect(readPolicy(utf8(writePolicy(read.value)))).toEqual(read);
  };
  fc.assert(
    fc.property(hostileBytes([utf8(policy)]), (bytes) => mustSurvive(check, bytes)),
    { numRuns: runs },
  );
}, 3_600_000);

/** A vkey that is good but for the last thing that is looked at: its key is no point of the curve, or is one. */
function spoiledKey(number: number): string {
  const publicKey = new Uint8Array(32)
    .fill(7)
    .with(0, number & 255)
    .with(1, number >> 8);
  return formatVkey({ name: "w", keyId: keyIdOf("w", 4, publicKey), type: 4, publicKey });
}

test("input made to be slow is not", () => {
  const keys = Array.from({ length: 700 }, (_, i) => `witness ${i} ${spoiledKey(i)}\n`).join("");
  const slow = [
    keys,
    "\n".repeat(1_000_000),
    `${"\u2014 a AAAAAAA=\n".repeat(50_000)}`,
    `a\n\n${"\u2014 ".repeat(300_000)}`,
    "+".repeat(1_000_000),
    `group g any ${"a ".repeat(30_000)}\n`,
    `${"\t ".repeat(30_000)}\nquorum none\n`,
    `c2sp.org/tlog-proof@v1\n${"AAAA\n".repeat(200_000)}`,
    `${"witness a b\n".repeat(5_000)}`,
    `tile/0/${"x000/".repeat(200_000)}000`,
    `PRIVATE+KEY+${"a".repeat(1_000_000)}`,
    `a\n${"0".repeat(1_000_000)}\n`,
  ];
  for (const one of slow) {
    for (const { again } of Object.values(PARSERS)) mustSurvive(again, utf8(one));
    mustSurvive(readPolicy, utf8(one));
  }
});
