/** A small bundle of which everything is known, with one byte of it changed, or its end cut off: never OK. */
import { expect, test } from "vitest";
import { formatVkey } from "../note";
import { check, hasher } from "./testing/check";
import { COSIGNER, linesOf, TestSession, WORKSPACE } from "./testing/session";
import { verify } from "./verify";

const small = new TestSession(hasher, { entries: [] });
const keys = [small.vkey, formatVkey(COSIGNER.vkey), formatVkey(WORKSPACE.vkey)];
const bundle = {
  records: linesOf(small.records),
  checkpoint: await small.receipt(),
  proof: await small.proof(),
};
type Part = keyof typeof bundle;

const verdictOf = async ({ records, checkpoint, proof }: typeof bundle) =>
  (await verify({ lines: [records] }, { hasher, keys, checkpoints: [checkpoint], proof })).verdict;

/** One bit, and the bytes that formats give a meaning to. The change depends on the place, so that all are made. */
const CHANGES: readonly ((byte: number) => number)[] = [
  (byte) => byte ^ 1,
  () => 0x0a,
  (byte) => byte ^ 0x20,
  () => 0x20,
  (byte) => byte ^ 0x80,
  () => 0,
  (byte) => (byte + 1) & 0xff,
];

test("unchanged, it is OK", async () => {
  expect(await verdictOf(bundle)).toBe("OK");
});

test.each(["records", "checkpoint", "proof"] as Part[])(
  "every byte of the %s",
  async (part) => {
    const good = bundle[part];
    const rounds = process.env.PROPERTY_RUNS === undefined ? 1 : CHANGES.length;
    for (let round = 0; round < rounds; round++) {
      for (let at = 0; at < good.length; at++) {
        const change = CHANGES[(at + round) % CHANGES.length] as (byte: number) => number;
        const bad = good.slice();
        bad[at] = change(good[at] as number);
        if (bad[at] === good[at]) continue;
        expect(await verdictOf({ ...bundle, [part]: bad }), `byte ${at} of the ${part}`).not.toBe("OK");
      }
    }
  },
  300_000,
);

test("the checkpoint or the proof cut off anywhere", async () => {
  for (const part of ["checkpoint", "proof"] as const) {
    for (let end = 0; end < bundle[part].length; end += 1) {
      const verdict = await verdictOf({ ...bundle, [part]: bundle[part].subarray(0, end) });
      expect(verdict, `${part} cut to ${end}`).not.toBe("OK");
    }
  }
});

test("the records cut off anywhere, once a cosignature exists", async () => {
  const session = new TestSession(hasher);
  const receipt = await session.receipt();
  const checkpoints = [receipt];
  for (let size = 0; size < session.size; size++) {
    const { verdict } = await check(session.records.slice(0, size), { checkpoints, keys: keys.slice(1) });
    expect(verdict).toBe("MISSING_ENTRIES");
  }
  for (let end = 0; end < session.lines.length - 1; end++) {
    const lines = [session.lines.subarray(0, end)];
    expect((await verify({ lines }, { hasher, checkpoints, keys: keys.slice(1) })).verdict).not.toBe("OK");
  }
});
