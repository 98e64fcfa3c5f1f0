import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { stopwatch } from "../../testing/stopwatch";
import { utf8 } from "../bytes";
import { bytesAsAccess } from "./archive";
import { checkBodies } from "./bodies";
import { cloudEventsOf } from "./export/cloud-events";
import { csvOf } from "./export/csv";
import { BundleFault } from "./fault";
import { openBundle } from "./read";
import { collect } from "./testing/collect";
import { craftZip } from "./testing/craft-zip";
import { writeBundle } from "./write";
import { openZip } from "./zip/read";

const runs = Number(process.env.PROPERTY_RUNS ?? 1_000);
const SLOW_MS = 100;
const SID = "0198c0de-0000-7000-8000-000000000001";
const hasher = nodeHasher();

const content = utf8(`${"s".repeat(16)}body`);
const sha256 = createHash("sha256").update(content).digest("hex");
const record = (seq: number) =>
  `{"data":{"body":{"bytes":4,"sha256":"${sha256}"},"stream":"stdout"},"prev":"${"0".repeat(64)}","seq":${seq},"sid":"${SID}","ts":"2026-01-01T00:00:00.000Z","type":"agent.output","v":1}\n`;
const entries = utf8(record(0) + record(1) + record(2));
const packed = await collect(
  writeBundle({ sid: SID, entries: [entries], bodies: [{ sha256, content: [content] }] }),
);
const plain = craftZip([
  { name: "entries.jsonl", content: entries },
  { name: `bodies/${sha256}`, content },
]);

/** Everything that anybody does with a bundle. Answers how far it came. */
async function use(bytes: Uint8Array): Promise<"refused" | "read"> {
  try {
    const zip = await openZip(bytesAsAccess(bytes));
    const opened = zip.ok ? await openBundle(zip.value) : zip;
    if (!opened.ok) {
      expect(opened.why).toMatch(/^.+\.$/);
      return "refused";
    }
    const bundle = opened.value;
    await checkBodies(bundle, hasher);
    for await (const _ of csvOf(bundle.entries()));
    for await (const _ of cloudEventsOf(bundle.entries()));
    return "read";
  } catch (error) {
    if (error instanceof BundleFault) return "refused";
    throw error;
  }
}

const place = fc.nat(2_000);
const number = fc.constantFrom(
  0,
  1,
  2,
  7,
  8,
  0x7f,
  0x80,
  0xff,
  0xfffe,
  0xffff,
  0x7fffffff,
  0xfffffffe,
  0xffffffff,
);
/** What is done to the bytes: the fields of the archive matter most, so whole numbers are put anywhere. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant("byte" as const), at: place, value: fc.nat(255) }),
  fc.record({ kind: fc.constant("number" as const), at: place, value: number, width: fc.constantFrom(2, 4) }),
  fc.record({ kind: fc.constant("cut" as const), at: place, length: fc.nat(200) }),
  fc.record({ kind: fc.constant("insert" as const), at: place, bytes: fc.uint8Array({ maxLength: 60 }) }),
  fc.record({ kind: fc.constant("copy" as const), at: place, from: place, length: fc.nat(120) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function apply(bytes: Uint8Array, change: Edit): Uint8Array {
  const at = bytes.length === 0 ? 0 : change.at % bytes.length;
  const around = (middle: Uint8Array, skipped: number) =>
    Uint8Array.from([...bytes.subarray(0, at), ...middle, ...bytes.subarray(at + skipped)]);
  switch (change.kind) {
    case "byte":
      return around(Uint8Array.of(change.value), 1);
    case "number":
      return around(
        Uint8Array.from({ length: change.width }, (_, i) => Math.floor(change.value / 256 ** i) % 256),
        change.width,
      );
    case "cut":
      return around(new Uint8Array(0), change.length);
    case "insert":
      return around(change.bytes, 0);
    default:
      return around(bytes.slice(change.from % (bytes.length + 1)).subarray(0, change.length), change.length);
  }
}

async function fastest(bytes: Uint8Array): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const time = stopwatch();
    await use(bytes);
    best = Math.min(best, time());
  }
  return best;
}

test("the bundles that are changed can be read before that", async () => {
  expect([await use(packed), await use(plain)]).toEqual(["read", "read"]);
});

test("any bytes are read or refused, by no other error, and at once", { timeout: 1_200_000 }, async () => {
  const seen = { refused: 0, read: 0 };
  const bundles = fc
    .tuple(fc.constantFrom(packed, plain), fc.array(edit, { maxLength: 4 }))
    .map(([bundle, edits]) => edits.reduce(apply, bundle));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 9, arbitrary: bundles }, fc.uint8Array({ maxLength: 400 })),
      async (bytes) => {
        const time = stopwatch();
        seen[await use(bytes)]++;
        // A machine that is busy is slow once; an input that is slow is slow each time.
        if (time() > SLOW_MS) expect(await fastest(bytes)).toBeLessThan(SLOW_MS);
      },
    ),
    { numRuns: runs },
  );
  expect(seen.refused).toBeGreaterThan(0);
  expect(seen.read).toBeGreaterThan(0);
});
