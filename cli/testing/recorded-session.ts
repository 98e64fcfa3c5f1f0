/** A session as it is recorded in life, into a journal on disk, with a receipt by a cosigner: for tests of commands. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fromUtf8, utf8 } from "../../lib/audit/bytes";
import { addSignatures, cosigner, formatVkey, generateSeedKey, parseNote } from "../../lib/audit/note";
import { Recorder, type SessionEntry } from "../../lib/audit/recorder";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { openFileJournal } from "../../lib/runtime/node/journal/file-journal";
import { folderWith } from "./run-aegis";

const START = Date.UTC(2026, 0, 1);
const SID = "0198c0de-0000-7000-8000-000000000001";
const HOST = "audit.example";

export interface RecordedSession {
  readonly folder: string;
  /** Names of files in the folder. */
  readonly log: "session.jsonl";
  readonly receipt: "receipt.txt";
  readonly sid: string;
  readonly vkey: string;
  /** Of the cosigner. */
  readonly known: string;
  readonly records: readonly string[];
}

export const SAMPLE: readonly SessionEntry[] = [
  {
    type: "fs.read",
    data: {
      code: "ALLOWED",
      line: 5,
      request: { path: "/workspace/a.txt" },
      rule: "filesystem.read[0]",
      verdict: "allow",
    },
  },
  { type: "fs.read.result", data: { of: 1, status: "ok" } },
  {
    type: "fs.write",
    data: {
      code: "DENIED_BY_RULE",
      line: 7,
      request: { path: "/etc/passwd" },
      rule: "filesystem.deny[0]",
      verdict: "deny",
    },
  },
  {
    type: "net.connect",
    data: { code: "DENIED_BY_DEFAULT", request: { host: "evil.test", port: 443 }, verdict: "deny" },
  },
  {
    type: "exec.spawn",
    data: {
      code: "ALLOWED",
      request: { argv: ["=cmd", "a b"], cwd: "/workspace" },
      rule: "exec.allow[0]",
      verdict: "allow",
    },
  },
  { type: "exec.spawn.result", data: { code: 0, of: 5, status: "ok" } },
];

export async function recordSession({
  isClosed = true,
  entries = SAMPLE,
  sid = SID,
} = {}): Promise<RecordedSession> {
  const folder = await folderWith({});
  const path = join(folder, "session.jsonl");
  const journal = await openFileJournal(path);
  let now = START;
  const clock = () => (now += 1000);
  const hash = (letter: string) => letter.repeat(64);
  const data = {
    build_sha256: hash("a"),
    driver: { name: "node", version: "1.0.0" },
    policy_sha256: hash("b"),
    spec_sha256: hash("c"),
  } as const;
  const recorder = await Recorder.open({ journal, hasher: nodeHasher(), clock, sid, host: HOST, data });
  for (const entry of entries) await recorder.append(entry);
  const note = isClosed ? (await recorder.close({ key: "keep" })).checkpoint : await recorder.checkpoint();
  const parsed = parseNote(utf8(note ?? ""));
  if (!parsed.ok) throw new Error(parsed.why);
  const server = cosigner(`${HOST}/cosigner`, generateSeedKey(), () => START / 1000 + 60);
  const receipt = await addSignatures(parsed.value, [server]);
  await writeFile(join(folder, "receipt.txt"), receipt);
  await journal.saveState({ ackedSize: recorder.size, receipt });
  const records: string[] = [];
  for await (const some of journal.read(0)) records.push(...some.map((record) => fromUtf8(record) ?? ""));
  await journal.close();
  const { vkey } = JSON.parse(records[0] ?? "{}").data;
  return {
    folder,
    log: "session.jsonl",
    receipt: "receipt.txt",
    sid: SID,
    vkey,
    known: formatVkey(server.vkey),
    records,
  };
}
