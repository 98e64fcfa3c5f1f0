/** Holds `docs/audit-format.md` to the code. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { fromBase64, toHex, utf8 } from "../bytes";
import { MAX_DEPTH } from "../json";
import { MAX_SIGNATURES } from "../note";
import { FIRST_PREV, MAX_RECORD_BYTES, RECORD_TYPES, readRecord } from "../record";
import {
  CONSISTENCY_2_TO_4,
  INCLUSION_OF_1_IN_4,
  LINKS,
  RECORDS,
  ROOTS,
  SESSION_NOTE,
  TLOG_PROOF,
  VKEYS,
} from "../testing/worked-example";
import { proveConsistency, proveInclusion, rootOf, tilePath } from "../tree";
import { VERDICTS, WARNINGS } from "../verdicts";
import { ENTRIES } from "./files";
import { GO_PROGRAM } from "./go-program";

const PAGE = readFileSync("docs/audit-format.md", "utf8");
const section = (title: string) => PAGE.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
const blocks = (text: string) =>
  [...text.matchAll(/^```\w+\n([\s\S]*?)\n```$/gm)].map(([, block = ""]) => block);
const rows = (text: string) =>
  [...text.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map(([, code = "", what = ""]) => [code, what]);

test("the worked example is the one of the tests, to the byte", () => {
  const [records, links, roots, keys, note, proofs, proof] = blocks(section("A worked example"));
  expect(records).toBe(RECORDS.join("\n"));
  expect(links).toBe(LINKS.join("\n"));
  expect(roots).toBe(ROOTS.join("\n"));
  expect(keys).toBe(Object.values(VKEYS).join("\n"));
  expect(`${note}\n`).toBe(SESSION_NOTE);
  expect(proofs).toBe(`${CONSISTENCY_2_TO_4.join("\n")}\n\n${INCLUSION_OF_1_IN_4.join("\n")}`);
  expect(`${proof}\n`).toBe(TLOG_PROOF);
});

test("whoever follows the page gets the hashes that stand on it", () => {
  const hasher = nodeHasher();
  const [records = "", links = "", roots = "", , , proofs = ""] = blocks(section("A worked example"));
  const leaves = records.split("\n").map((record) => hasher.leaf(utf8(record)));
  expect(leaves.map(toHex)).toEqual(links.split("\n"));
  const prevs = records.split("\n").map((line) => {
    const read = readRecord(utf8(line));
    return read.ok ? read.record.prev : read.why;
  });
  expect(prevs).toEqual([FIRST_PREV, ...links.split("\n").slice(0, -1)]);
  expect([0, 1, 2, 3, 4].map((size) => toHex(rootOf(hasher, leaves, size)))).toEqual(roots.split("\n"));
  const [consistency = "", inclusion = ""] = proofs
    .split("\n\n")
    .map((part) => part.split("\n").map(fromBase64));
  expect(proveConsistency(hasher, leaves, 2, 4)).toEqual(consistency);
  expect(proveInclusion(hasher, leaves, 1, 4)).toEqual(inclusion);
});

test("verdicts and warnings are those of the code, in its words", () => {
  expect(rows(section("What a verifier says"))).toEqual([
    ...Object.entries(VERDICTS),
    ...Object.entries(WARNINGS),
  ]);
});

test("every type of record is named, and the numbers are those of the code", () => {
  const record = section("A record");
  for (const type of RECORD_TYPES.filter((each) => !each.endsWith(".result")))
    expect(record).toContain(`\`${type}\``);
  expect(record).toContain(`at most ${MAX_RECORD_BYTES} bytes`);
  expect(record).toContain(`deeper than ${MAX_DEPTH}.`);
  expect(section("Checkpoint")).toContain(`at most ${MAX_SIGNATURES} signatures`);
  expect(section("Log of the workspace")).toContain(
    tilePath({ level: 0, index: 1_234_067, width: 256 }).split("/").slice(2).join("/"),
  );
  expect(section("Bundle")).toContain(`| \`${ENTRIES}\` |`);
});

test("the program in Go is the one that goes along with a bundle", () => {
  expect(`${blocks(section("Verify with other tools"))[0]}\n`).toBe(GO_PROGRAM);
});
