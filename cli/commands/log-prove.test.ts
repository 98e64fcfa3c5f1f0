import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordSession } from "../testing/recorded-session";
import { runAegis } from "../testing/run-aegis";

async function session() {
  const recorded = await recordSession();
  const run = (...args: string[]) => runAegis(["log", "prove", ...args], { cwd: recorded.folder });
  const put = (name: string, text: string) => writeFile(join(recorded.folder, name), text);
  return { ...recorded, run, put };
}

test("every record can be proven, and by either key", async () => {
  const { run, put, log, known, vkey, records } = await session();
  for (const seq of records.keys()) {
    const { code, stdout } = await run(log, String(seq));
    expect(code).toBe(0);
    await put("p.tlog-proof", stdout);
    for (const key of seq === 3 ? [known, vkey] : [known]) {
      const checked = await run("--check", "-k", key, "p.tlog-proof");
      expect([checked.code, checked.stderr]).toEqual([0, ""]);
      expect(checked.stdout).toMatch(
        new RegExp(`^ +${seq} .+\\nThe proof holds: this is record ${seq} of 8 in audit\\.example/s/`),
      );
    }
  }
});

test("a proof tells of no other record", async () => {
  const { run, log } = await session();
  const { stdout } = await run(log, "1");
  const extra = /^extra (\S+)$/m.exec(stdout)?.[1] ?? "";
  expect(Buffer.from(extra, "base64").toString()).toContain("/workspace/a.txt");
  expect(Buffer.from(stdout.replaceAll("\n", ""), "latin1").toString()).not.toContain("passwd");
});

test("a bare proof needs its record beside it", async () => {
  const { run, put, log, known, records } = await session();
  await put("p", (await run("--bare", log, "3")).stdout);
  await put("record", `${records[3]}\n`);
  await put("other", `${records[4]}\n`);
  expect(await readFile(join((await session()).folder, log), "utf8")).not.toBe("");
  expect((await run("--check", "-k", known, "p")).stderr).toBe(
    "aegis: The proof has no record in it; name the file with the record after it.\n",
  );
  expect((await run("--check", "-k", known, "p", "record")).code).toBe(0);
  const wrong = await run("--check", "-k", known, "p", "other");
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(/^The proof does not hold: /);
});

test("without a known key the proof is incomplete; with a foreign one it does not hold", async () => {
  const { run, put, log } = await session();
  await put("p", (await run(log, "3")).stdout);
  expect((await run("--check", "p")).code).toBe(3);
  const foreign = await recordSession();
  const { code, stderr } = await run("--check", "-k", foreign.vkey, "p");
  expect(code).toBe(1);
  expect(stderr).toMatch(/cannot be believed/);
});

test("a changed proof does not hold", async () => {
  const { run, put, log, known } = await session();
  const proof = (await run(log, "3")).stdout;
  const hash = /^index 3\n(.)/m.exec(proof)?.[1] ?? "";
  const changes = [
    proof.replace("index 3", "index 2"),
    proof.replace(`index 3\n${hash}`, `index 3\n${hash === "A" ? "B" : "A"}`),
    proof.replace(/\n8\n/, "\n9\n"),
    proof.replace(/^extra .+$/m, `extra ${Buffer.from("{}").toString("base64")}`),
  ];
  for (const changed of changes) {
    expect(changed).not.toBe(proof);
    await put("p", changed);
    expect((await run("--check", "-k", known, "p")).code).toBe(1);
  }
});

test("a log that does not lead to its checkpoint proves nothing", async () => {
  const { run, put, records, receipt } = await session();
  await put("cut.jsonl", `${records.slice(0, 5).join("\n")}\n`);
  const cut = await run("-c", receipt, "cut.jsonl", "3");
  expect([cut.code, cut.stderr.split(":")[0]]).toEqual([1, "MISSING_ENTRIES"]);
  await put("changed.jsonl", `${records.join("\n").replace("passwd", "passwe")}\n`);
  const changed = await run("-c", receipt, "changed.jsonl", "3");
  expect([changed.code, changed.stdout, changed.stderr.split(":")[0]]).toEqual([1, "", "ROOT_MISMATCH"]);
});

test.each([
  [["x.jsonl", "three"], /^aegis: SEQ is the number of a record/],
  [["session.jsonl", "8"], /covers 8 records, from 0 on; record 8 is not among them\.\n$/],
  [["--check", "session.jsonl"], /^aegis: session\.jsonl is no tlog-proof: /],
])("%j", async (args, message) => {
  const { run } = await session();
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
