import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeHasher } from "../../../runtime/node/hash";
import { utf8 } from "../../bytes";
import { Chain } from "../../chain";
import type { Entry } from "../../record";
import { BundleFault } from "../fault";
import { readLines } from "../lines";
import { cloudEventsOf } from "./cloud-events";
import { CSV_COLUMNS, csvOf } from "./csv";
import { subjectOf } from "./subject";

const SID = "0198c0de-0000-7000-8000-000000000001";
const hasher = await nodeHasher();

const denied = (path: string, reason?: string): Entry => ({
  type: "fs.write",
  data: {
    code: "DENIED_BY_RULE",
    line: 7,
    ...(reason === undefined ? {} : { reason }),
    request: { path },
    rule: "filesystem.deny[0]",
    verdict: "deny",
  },
});

function logOf(entries: readonly Entry[]): Uint8Array {
  const chain = new Chain(hasher, SID);
  const lines = entries.map(
    (entry, i) => chain.append({ ...entry, ts: `2026-01-01T00:00:0${i}.000Z` }).bytes,
  );
  return Buffer.concat(lines.flatMap((line) => [line, utf8("\n")]));
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** Reads RFC 4180 as a spreadsheet does; written from the RFC, not from the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = /"((?:[^"]|"")*)"/y;
    const plain = /[^",\r\n]*/y;
    quoted.lastIndex = plain.lastIndex = at;
    const match = text[at] === '"' ? quoted.exec(text) : plain.exec(text);
    row.push(text[at] === '"' ? (match?.[1] ?? "").replaceAll('""', '"') : (match?.[0] ?? ""));
    at += match?.[0].length ?? 0;
    if (text[at] === ",") at++;
    else {
      expect(text.slice(at, at + 2)).toBe("\r\n");
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

test("a row a record, with stable columns", async () => {
  const csv = await textOf(csvOf([logOf([denied("/etc/passwd", 'It said "no", twice.')])]));
  expect(readCsv(csv)).toEqual([
    [...CSV_COLUMNS],
    [
      ...["0", "2026-01-01T00:00:00.000Z", "fs.write", "deny", "/etc/passwd", "DENIED_BY_RULE"],
      ...["filesystem.deny[0]", "7", 'It said "no", twice.', "", "", ""],
      '{"code":"DENIED_BY_RULE","line":7,"reason":"It said \\"no\\", twice.","request":{"path":"/etc/passwd"},"rule":"filesystem.deny[0]","verdict":"deny"}',
      SID,
      "0".repeat(64),
    ],
  ]);
  expect(CSV_COLUMNS.join()).toBe(
    "seq,ts,type,verdict,subject,code,rule,line,reason,call,of,status,data,sid,prev",
  );
});

test("no cell is a formula, breaks its row or acts on a terminal, and what it was can be told", async () => {
  const nasty = fc
    .tuple(
      fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "'", "＝", "", "\x1b[2J", '"', ","),
      fc.string(),
    )
    .map(([start, rest]) => start + rest);
  await fc.assert(
    fc.asyncProperty(nasty, async (path) => {
      const csv = await textOf(csvOf([logOf([denied(path, path)])]));
      const [, row = [], ...more] = readCsv(csv);
      expect(more).toEqual([]);
      for (const each of row) {
        expect(each).not.toMatch(/^[=+\-@\t\r\n|%＝＋－＠]/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        expect(each).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }
      const cell = row[CSV_COLUMNS.indexOf("reason")] ?? "";
      const [shown, data] = [
        cell.startsWith("'") ? cell.slice(1) : cell,
        row[CSV_COLUMNS.indexOf("data")] ?? "",
      ];
      expect(JSON.parse(data).reason).toBe(path);
      if (!/[^\x20-\x7e]/.test(path)) expect(shown).toBe(path);
    }),
    { numRuns: Math.min(Number(process.env.PROPERTY_RUNS ?? 200), 5_000) },
  );
});

test("events of CloudEvents 1.0, one a line", async () => {
  const entries = [denied("/a"), { type: "fs.write.result", data: { of: 0, status: "ok" } } as const];
  const lines = (await textOf(cloudEventsOf([logOf(entries)]))).trimEnd().split("\n");
  const [first, second] = lines.map((line) => JSON.parse(line));
  expect(first).toEqual({
    specversion: "1.0",
    id: "0",
    source: `urn:uuid:${SID}`,
    type: "aegis.audit.fs.write",
    subject: "/a",
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    sequence: "0000000000000000",
    prevhash: "0".repeat(64),
    data: denied("/a").data,
  });
  expect(second).toMatchObject({
    id: "1",
    type: "aegis.audit.fs.write.result",
    data: { of: 0, status: "ok" },
  });
  // The specification demands that a subject is not empty, and that names of attributes are lowercase letters and digits.
  expect(second).not.toHaveProperty("subject");
  for (const name of Object.keys(first)) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  const named = await textOf(cloudEventsOf([logOf(entries)], { origin: `audit.example/s/${SID}` }));
  expect(JSON.parse(named.split("\n")[0] ?? "").source).toBe(`https://audit.example/s/${SID}`);
});

test.each<[Entry["type"], object, string]>([
  ["fs.rename", { request: { path: "/a", to: "/b" } }, "/a -> /b"],
  ["net.fetch", { request: { method: "GET", url: "https://x.test/" } }, "GET https://x.test/"],
  ["net.connect", { host: "x.test", port: 22 }, "x.test:22"],
  ["net.connect", { verdict: "deny" }, ""],
  [
    "exec.spawn",
    { request: { argv: ["git", "commit", "-m", "two words", ""] } },
    'git commit -m "two words" ""',
  ],
  ["model.call", { request: { model: "m" } }, "m"],
  ["sql.query", { request: { database: "db", sql: "select {path}" } }, "db: select {path}"],
])("the subject of %s", (type, data, subject) => {
  const place = { prev: "", seq: 0, sid: SID, ts: "", v: 1 } as const;
  expect(subjectOf({ ...place, type, data: data as never })).toBe(subject);
});

test("a line that is no record ends a table, and is only told of by the lines", async () => {
  const log = Buffer.concat([logOf([denied("/a")]), utf8("not one\n"), logOf([denied("/b")])]);
  await expect(textOf(csvOf([log]))).rejects.toThrow(BundleFault);
  const seen: boolean[] = [];
  for await (const { ok } of readLines([log.subarray(0, 50), log.subarray(50)])) seen.push(ok);
  expect(seen).toEqual([true, false, true]);
  await expect(textOf(csvOf([new Uint8Array(100_000).fill(0x61)]))).rejects.toThrow("longer than");
});

test("a table that tells of faults goes on behind a line that is no record, and says where and why it ends", async () => {
  const long = new Uint8Array(100_000).fill(0x61);
  const log = Buffer.concat([logOf([denied("/a")]), utf8("=not one\n"), logOf([denied("/b")]), long]);
  const [, ...rows] = readCsv(await textOf(csvOf([log], { tellsFaults: true })));
  const at = (row: readonly string[], column: (typeof CSV_COLUMNS)[number]) =>
    row[CSV_COLUMNS.indexOf(column)];
  expect(rows.map((row) => [at(row, "seq"), at(row, "subject"), at(row, "code")])).toEqual([
    ["0", "/a", "DENIED_BY_RULE"],
    ["", "", "PARSE"],
    ["0", "/b", "DENIED_BY_RULE"],
    ["", "", "BAD_CONTENT"],
  ]);
  expect(at(rows[1] ?? [], "reason")).toMatch(/^Line 2 is no record: /);
  expect(at(rows[3] ?? [], "reason")).toMatch(/^After line 3 .* longer than .* The table ends here\.$/);
  for (const row of rows) expect(row).toHaveLength(CSV_COLUMNS.length);
});
