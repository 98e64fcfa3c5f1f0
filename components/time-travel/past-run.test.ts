/** Looking back at real runs: what the worker of a cell tells, held against the records that it made. */
import { sha256 } from "@noble/hashes/sha2.js";
import { beforeAll, describe, expect, it } from "vitest";
import { fromUtf8, toHex } from "@/lib/audit/bytes";
import {
  type Machinery,
  machinery,
  openLive,
  started,
} from "@/lib/runtime/embedded/cell/testing/worker-session";
import { check } from "./check";
import { Asking } from "./outstanding";
import { Past } from "./past";

const TOML = `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
[capabilities.exec]
env = ["LANG"]
`;

let parts: Machinery;
beforeAll(async () => {
  parts = await machinery();
});

async function ran(agent: string, files: Readonly<Record<string, string>> = {}) {
  const open = await openLive(parts, { toml: TOML, history: { mostBytes: 1_000_000 } });
  await started(open, { ...files, "agent.mjs": agent });
  const { end } = await open.said.next("end");
  expect(end.code).toBe(0);
  const past = new Past();
  for (const told of open.said.all("files")) past.add(told);
  const lines = open.lines();
  const records = { size: lines.length, line: (seq: number) => fromUtf8(lines[seq] as Uint8Array) ?? "" };
  const seqOf = (type: string, nth = 0) =>
    lines.flatMap((_, seq) => (JSON.parse(records.line(seq)).type === type ? [seq] : []))[nth] ?? -1;
  const checked = (path: string, seq: number) => {
    const told = past.at(path, seq);
    return told && check(told, past.proofOf(told), records, (bytes) => toHex(sha256(bytes))).kind;
  };
  const text = (path: string, seq: number) => {
    const content = past.at(path, seq)?.content;
    return content ? fromUtf8(content) : undefined;
  };
  return { past, records, seqOf, checked, text };
}

describe("a run that is looked back at", () => {
  it("has its files at each record, and each content has its digest in one", async () => {
    const { past, records, seqOf, checked, text } = await ran(
      `
      import fs from "node:fs";
      fs.writeFileSync("a.txt", "one");
      fs.writeFileSync("a.txt", "two");
      const fd = fs.openSync("b.txt", "w");
      fs.writeSync(fd, "in ");
      fs.writeSync(fd, "parts");
      fs.closeSync(fd);
      fs.rmSync("a.txt");
      `,
      { "given.txt": "given" },
    );
    const [first, second, third] = [0, 1, 2].map((nth) => seqOf("fs.write", nth));
    if (first === undefined || second === undefined || third === undefined) throw new Error("no writes");
    const [a, b] = ["/workspace/a.txt", "/workspace/b.txt"];
    expect([text(a, first - 1), text(a, first), text(a, second - 1), text(a, second)]).toEqual([
      undefined,
      "one",
      "one",
      "two",
    ]);
    expect([checked(a, first), checked(a, second), checked("/workspace/given.txt", second)]).toEqual([
      "proved",
      "proved",
      "given",
    ]);
    const last = records.size - 1;
    expect([text(b, last), checked(b, last), past.at(a, last)]).toEqual(["in parts", "proved", undefined]);
    expect(past.changedAt(seqOf("fs.delete")).map(({ path, content }) => [path, content])).toEqual([
      [a, null],
    ]);
    expect(past.filesAt(0).map(({ path }) => path)).toEqual(["/workspace/agent.mjs", "/workspace/given.txt"]);
  });

  it("knows what it had asked for, and that all was answered in the end", async () => {
    const { records, seqOf } = await ran("console.log(process.env.LANG)");
    const asking = new Asking();
    while (!asking.read(records, 1_000));
    const seq = seqOf("env.read");
    expect(asking.variablesAt(seq - 1)).toEqual([]);
    expect(asking.variablesAt(seq)).toMatchObject([{ target: "LANG", verdict: "allow" }]);
    expect(asking.at(records.size - 1)).toEqual([]);
  });
});
