import { describe, expect, it } from "vitest";
import { piecesOf } from "@/components/audit/pieces";
import { type BundleParts, writeBundle } from "@/lib/audit/bundle";
import { joinBytes, toBase64 } from "@/lib/audit/bytes";
import { formatVkey } from "@/lib/audit/note";
import { COSIGNER, calls, POLICY, TestSession, WORKSPACE } from "@/lib/audit/verify/testing/session";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { checkFiles, type FilesJob } from "./check-files";

const hasher = nodeHasher();
const DENIED = {
  type: "fs.read",
  data: {
    code: "DENIED_BY_RULE",
    request: { path: "/workspace/.env" },
    rule: "filesystem.deny[0]",
    verdict: "deny",
  },
} as const;
const session = new TestSession(hasher, { entries: [...calls(2), DENIED] });
const server = {
  host: "audit.example",
  cosigner: [formatVkey(COSIGNER.vkey)],
  log: [toBase64(WORKSPACE.vkey.publicKey)],
};

async function bundleOf(change: Partial<BundleParts> = {}): Promise<File> {
  const parts = {
    sid: session.sid,
    vkey: session.vkey,
    entries: [session.lines],
    checkpoint: await session.receipt(),
    proof: await session.proof(),
    ...change,
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeBundle(parts)) pieces.push(piece.slice());
  return new File([new Uint8Array(joinBytes(pieces))], "session.zip");
}

function check(files: readonly File[], job: Partial<FilesJob> = {}) {
  const { signal } = new AbortController();
  return checkFiles(
    { trust: "server", server, keys: [], ...job, files },
    { hasher, signal, onProgress: () => {}, piecesOf: (stream) => piecesOf(stream, signal) },
  );
}

describe("checkFiles", () => {
  it("finds a bundle whole by the keys of the server, and says what was refused", async () => {
    expect(await check([await bundleOf()])).toMatchObject({
      kind: "checked",
      form: "bundle",
      report: { verdict: "OK", vouchedBy: "cosigner", states: { anchored: { treeSize: 4 } } },
      excerpt: {
        first: expect.stringContaining("session.open"),
        refused: [expect.stringContaining("/.env")],
      },
    });
  });

  it("takes the files of a bundle one by one", async () => {
    const files = [
      new File([new Uint8Array(session.lines)], "entries.jsonl"),
      new File([new Uint8Array(await session.receipt())], "session.checkpoint"),
    ];
    expect(await check(files)).toMatchObject({ kind: "checked", form: "files", report: { verdict: "OK" } });
  });

  it("says of records alone that nobody can know more of them", async () => {
    const file = new File([new Uint8Array(session.lines)], "some.jsonl");
    expect(await check([file])).toMatchObject({ form: "records", report: { verdict: "unknown" } });
  });

  it("names the record that was changed, and shows its line", async () => {
    const text = new TextDecoder().decode(session.lines).replace("/workspace/1.txt", "/workspace/9.txt");
    expect(await check([await bundleOf({ entries: [new TextEncoder().encode(text)] })])).toMatchObject({
      report: { verdict: "BROKEN_LINK" },
      bad: { seq: 2, line: expect.stringContaining('"seq":2') },
    });
  });

  it("trusts only what the reader chose", async () => {
    const file = await bundleOf({ policy: POLICY });
    expect(await check([file], { trust: "own" })).toMatchObject({ report: { verdict: "UNKNOWN_KEY" } });
    const elsewhere = { ...server, host: "other.example", cosigner: [] };
    expect(await check([file], { server: elsewhere })).toMatchObject({ report: { verdict: "UNKNOWN_KEY" } });
    expect(await check([file], { trust: "named" })).toMatchObject({
      report: { vouchedBy: "caller" },
      named: expect.arrayContaining([session.vkey]),
    });
  });

  it("refuses what is no bundle, with the reason", async () => {
    expect(await check([])).toMatchObject({ kind: "refused", code: "MISSING" });
    const broken = new File(
      [new Uint8Array(await (await bundleOf()).slice(0, 400).arrayBuffer())],
      "cut.zip",
    );
    expect(await check([broken])).toMatchObject({ kind: "refused", why: expect.stringMatching(/\w/) });
    const strange = [new File(["a"], "entries.jsonl"), new File(["b"], "extra.txt")];
    expect(await check(strange)).toMatchObject({ kind: "refused", code: "BAD_NAME" });
  });
});
