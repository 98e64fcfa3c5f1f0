import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { AuditFault, toHex, utf8 } from "../bytes";
import { bytesAsAccess } from "./archive";
import { checkBodies } from "./bodies";
import type { BundleFaultCode } from "./fault";
import { openBundle } from "./read";
import { collect } from "./testing/collect";
import { type CraftedFile, craftZip } from "./testing/craft-zip";
import { type BundleParts, bundleFiles, writeBundle } from "./write";
import { openZip } from "./zip/read";

const SID = "0198c0de-0000-7000-8000-000000000001";
const VKEY = `audit.example/s/${SID}+7cd10a91+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c`;
const COSIGNER = "audit.example/cosigner+649d3c13+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
const CHECKPOINT = utf8(
  `audit.example/s/${SID}\n4\neI9r6fI6oQnXxg3DXG2VuVjU+ZSYBj6w2SB4C0FUQns=\n\n` +
    `— audit.example/s/${SID} fNEKkdcCxW9+drmPKc+qY6XctAkAy3uI/fvyFBIz0Ey4cySd5wAhuAlYjN/dJIlyqnGhfOhSgycdixVAPHcIQnSquAk=\n`,
);
const POLICY = utf8(`log ${VKEY}\nwitness server ${COSIGNER}\nquorum server\n`);

function salted(text: string) {
  const content = utf8(`sixteen bytes :-)${text}`.slice(0, 16) + text);
  return { sha256: createHash("sha256").update(content).digest("hex"), content, bytes: content.length - 16 };
}
const BODY = salted("what was written");
const ENTRIES = utf8(
  `{"data":{"body":{"bytes":${BODY.bytes},"sha256":"${BODY.sha256}"}},"prev":"${"0".repeat(64)}","seq":0,"sid":"${SID}","ts":"2026-01-01T00:00:00.000Z","type":"agent.output","v":1}\n`,
);
const PARTS: BundleParts = {
  sid: SID,
  vkey: VKEY,
  entries: [ENTRIES],
  checkpoint: CHECKPOINT,
  policy: POLICY,
};

async function open(bytes: Uint8Array) {
  const zip = await openZip(bytesAsAccess(bytes));
  return zip.ok ? openBundle(zip.value) : zip;
}

describe("a bundle", () => {
  test("comes back as it was", async () => {
    const opened = await open(await collect(writeBundle(PARTS)));
    if (!opened.ok) throw new Error(opened.why);
    const { value } = opened;
    expect(await collect(value.entries())).toEqual(ENTRIES);
    expect([value.checkpoint, value.policy, value.proof]).toEqual([CHECKPOINT, POLICY, undefined]);
    expect([value.entriesSize, value.bodies]).toEqual([ENTRIES.length, []]);
  });

  test("is the same bytes each time, whatever order the bodies come in", async () => {
    const bodies = [BODY, salted("another"), salted("a third")].map(({ sha256, content }) => ({
      sha256,
      content: [content],
    }));
    const zip = async (parts: BundleParts) => toHex(await collect(writeBundle(parts)));
    expect(await zip({ ...PARTS, bodies })).toBe(await zip({ ...PARTS, bodies: bodies.toReversed() }));
  });

  test("is not made of what is none of its formats", () => {
    const text = utf8("not a note");
    for (const bad of [{ checkpoint: text }, { proof: text }, { policy: text }, { sid: "../x" }])
      expect(() => bundleFiles({ ...PARTS, ...bad })).toThrow(AuditFault);
  });
});

describe("README.txt", () => {
  const readme = async (more: Partial<BundleParts> = {}) => {
    const [file] = bundleFiles({ ...PARTS, ...more });
    return Buffer.from(await collect(file?.content ?? [])).toString();
  };

  test("names the files that are there, the keys, and both ways to verify", async () => {
    const text = await readme();
    for (const part of [
      "entries.jsonl ",
      "session.checkpoint ",
      "policy.tlog-policy ",
      VKEY,
      COSIGNER,
      "go run . ",
    ])
      expect(text).toContain(part);
    expect(text).toContain(`npx aegis log verify --key '${VKEY}' BUNDLE`);
    expect(text).not.toContain("session.tlog-proof ");
    expect(text).not.toContain("bodies/");
  });

  test("says that without a checkpoint nothing shows the end", async () => {
    const { checkpoint: _, ...bare } = PARTS;
    const [file] = bundleFiles(bare);
    const text = Buffer.from(await collect(file?.content ?? [])).toString();
    expect(text).toContain("nothing shows\n  whether more of them followed");
    expect(text).not.toContain("--key");
  });

  test("puts no text of a log into a command", async () => {
    // Known to be a vkey by its id; its name would end the quotes.
    const name = "x';sh<evil.test;'";
    const bytes = Buffer.from(VKEY.split("+").slice(2).join("+"), "base64");
    const id = createHash("sha256")
      .update(Buffer.concat([Buffer.from(`${name}\n`), bytes]))
      .digest("hex")
      .slice(0, 8);
    const hostile = `${name}+${id}+${bytes.toString("base64")}`;
    const text = await readme({ vkey: hostile });
    expect(text).toContain(`  ${hostile}\n`);
    expect(text).toContain("--key 'VKEY' BUNDLE");
    expect(text.split("evil.test")).toHaveLength(2);
    expect(await readme({ vkey: "no key at all" })).not.toContain("no key at all");
  });
});

describe("refused", () => {
  const entries: CraftedFile = { name: "entries.jsonl" };
  const named = (name: string) => craftZip([entries, { name }]);
  test.each<[string, BundleFaultCode, Uint8Array]>([
    ["without records", "MISSING", craftZip([{ name: "README.txt" }])],
    ["empty", "MISSING", craftZip([])],
    ["the same name twice", "DUPLICATE", craftZip([entries, entries])],
    ["another case", "BAD_NAME", named("Entries.jsonl")],
    ["a path that leads out", "BAD_NAME", named("../entries.jsonl")],
    ["a path that leads out of the bodies", "BAD_NAME", named("bodies/../../x")],
    ["an absolute path", "BAD_NAME", named("/etc/passwd")],
    ["an absolute path of Windows", "BAD_NAME", named("C:\\x")],
    ["a path of Windows", "BAD_NAME", named("bodies\\x")],
    ["a folder", "BAD_NAME", named("bodies/")],
    ["files in a folder", "BAD_NAME", craftZip([{ name: "bundle/entries.jsonl" }])],
    ["a body that is named otherwise", "BAD_NAME", named(`bodies/${"A".repeat(64)}`)],
    ["a member of every object", "BAD_NAME", named("constructor")],
    ["a file nobody knows", "BAD_NAME", named("notes.txt")],
    [
      "a checkpoint without end",
      "TOO_LARGE",
      craftZip([entries, { name: "session.checkpoint", content: new Uint8Array(65_537) }]),
    ],
    [
      "records packed as no log can be",
      "TOO_LARGE",
      craftZip([{ ...entries, content: new Uint8Array(100), both: { method: 8, size: 1_000_000 } }]),
    ],
  ])("%s", async (_what, fault, bytes) => {
    const opened = await open(bytes);
    expect(opened).toMatchObject({ ok: false, fault });
    expect(opened.ok ? "" : opened.why).toMatch(/^[^\n]+\.$/);
  });

  test("a file that grows while it is read", async () => {
    const file = { name: "session.checkpoint", size: 3, packedSize: 3 };
    const growing = {
      files: [{ ...file, name: "entries.jsonl" }, file],
      read: async function* () {
        for (;;) yield utf8("ab");
      },
    };
    expect(await openBundle(growing)).toMatchObject({ ok: false, fault: "TOO_LARGE" });
  });
});

describe("bodies", () => {
  const check = async (...bodies: { sha256: string; content: Uint8Array }[]) => {
    const written = bodies.map(({ sha256, content }) => ({ sha256, content: [content] }));
    const opened = await open(await collect(writeBundle({ ...PARTS, bodies: written })));
    if (!opened.ok) throw new Error(opened.why);
    return checkBodies(opened.value, nodeHasher());
  };

  test("that a record names are confirmed, and one that was erased is no fault", async () => {
    expect(await check(BODY)).toEqual({ confirmed: 1, faults: [] });
    expect(await check()).toEqual({ confirmed: 0, faults: [] });
  });

  test("that no record names, or that are something else, are told", async () => {
    const stray = salted("stray");
    expect((await check(BODY, stray)).faults).toEqual([`Body ${stray.sha256} is named by no record.`]);
    const other = { ...BODY, content: stray.content };
    expect((await check(other)).faults).toEqual([`Body ${BODY.sha256} is not what its name says.`]);
  });
});
