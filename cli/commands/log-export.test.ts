import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordSession } from "../testing/recorded-session";
import { COMMAND, folderWith, runAegis } from "../testing/run-aegis";

async function session() {
  const recorded = await recordSession();
  const run = (...args: string[]) => runAegis(["log", ...args], { cwd: recorded.folder });
  const file = (name: string) => readFile(join(recorded.folder, name));
  return { ...recorded, run, file };
}

test("a bundle that verifies by itself, the same bytes each time", async () => {
  const { run, file, log, known } = await session();
  expect(await run("export", "-o", "a.zip", log)).toEqual({ code: 0, stdout: "", stderr: "" });
  await run("export", "-o", "b.zip", log);
  expect(await file("a.zip")).toEqual(await file("b.zip"));
  expect((await run("verify", "-k", known, "a.zip")).code).toBe(0);
  // A bundle can be exported once more, and nothing of it is lost.
  await run("export", "-o", "c.zip", "a.zip");
  expect(await file("c.zip")).toEqual(await file("a.zip"));
});

test("a folder with the same files, each as it is in the zip", async () => {
  const { run, file, folder, log, records, receipt, known } = await session();
  await run("export", "-f", "folder", "-o", "b", log);
  expect((await readdir(join(folder, "b"))).sort()).toEqual([
    "README.txt",
    "entries.jsonl",
    "session.checkpoint",
  ]);
  expect((await file("b/entries.jsonl")).toString()).toBe(`${records.join("\n")}\n`);
  expect(await file("b/session.checkpoint")).toEqual(await file(receipt));
  expect((await run("verify", "-k", known, "b")).code).toBe(0);
  await run("export", "-o", "from-folder.zip", "b");
  await run("export", "-o", "from-log.zip", log);
  expect(await file("from-folder.zip")).toEqual(await file("from-log.zip"));
});

test("a policy goes along, and its keys into the README", async () => {
  const { run, file, folder, log, known } = await session();
  await writeFile(join(folder, "p.tlog-policy"), `witness server ${known}\nquorum server\n`);
  await run("export", "-f", "folder", "-p", "p.tlog-policy", "-o", "b", log);
  expect((await file("b/README.txt")).toString()).toContain(`  ${known}\n`);
  expect(await file("b/policy.tlog-policy")).toEqual(await file("p.tlog-policy"));
  expect((await run("verify", "-k", known, "b")).code).toBe(0);
});

test("lines, a table and events", async () => {
  const { run, log, records, sid } = await session();
  const lines = await run("export", "-f", "jsonl", log);
  expect(lines).toEqual({ code: 0, stdout: `${records.join("\n")}\n`, stderr: "" });
  expect((await run("export", "-f", "csv", log)).stdout).toMatch(/^seq,ts,type,verdict,subject,.*\r\n0,/);
  const [event = ""] = (await run("export", "-f", "cloudevents", log)).stdout.split("\n");
  expect(JSON.parse(event)).toMatchObject({ id: "0", source: `https://audit.example/s/${sid}` });
});

test("nothing that is there is overwritten, and nothing half is left", async () => {
  const { run, file, folder, log, receipt } = await session();
  const before = await file(receipt);
  for (const format of ["zip", "jsonl"]) {
    expect(await run("export", "-f", format, "-o", receipt, log)).toEqual({
      code: 2,
      stdout: "",
      stderr: `aegis: ${receipt} cannot be written: it is there already; choose another name, or remove it first.\n`,
    });
  }
  expect(await file(receipt)).toEqual(before);
  expect((await run("export", "-f", "folder", "-o", ".", log)).code).toBe(2);
  await writeFile(join(folder, "bad.jsonl"), `${await file(log)}no record\n`);
  const { code, stderr } = await run("export", "-f", "csv", "-o", "half.csv", "bad.jsonl");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^aegis: bad\.jsonl cannot be used: Line 9 is no record: .+\.\n$/);
  await expect(stat(join(folder, "half.csv"))).rejects.toThrow("ENOENT");
});

test("what is none of its formats does not get into a bundle", async () => {
  const { run, folder, log } = await session();
  await writeFile(join(folder, "text.txt"), "hello\n");
  for (const option of ["--checkpoint", "--proof", "--policy"]) {
    const { code, stderr } = await run("export", option, "text.txt", "-o", "b.zip", log);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^aegis: The bundle cannot be written: its \w+ is no .+\.\n$/);
    await expect(stat(join(folder, "b.zip"))).rejects.toThrow("ENOENT");
  }
  expect((await run("export", "-f", "folder", log)).stderr).toBe(
    "aegis: A folder needs a place: name it with --out PATH.\n",
  );
});

test("a zip through a pipe, on either side", async () => {
  const { folder, log, known } = await session();
  const script = `node "$1" log export "$2" | node "$1" log verify -k "$3" -`;
  const { execFileSync } = await import("node:child_process");
  const out = execFileSync("sh", ["-c", script, "sh", COMMAND, log, known], { cwd: folder }).toString();
  expect(out).toMatch(/^<stdin>: valid \(OK\)\n/);
});

test("the bodies that a run has kept go along where they are asked for, and each is held against the records", async () => {
  const folder = await folderWith({
    "agent.toml": `[agent]\nname = "w"\n[capabilities.filesystem]\nread = ["/workspace/**"]\n[capabilities.exec]\nallow_dynamic_code = true\n`,
    "agent.ts": 'import fs from "node:fs"; console.log(fs.readFileSync("a.txt", "utf8"));',
    "a.txt": "what it read",
  });
  const aegis = (...args: string[]) =>
    runAegis(args, { cwd: folder, env: { XDG_STATE_HOME: join(folder, ".state") } });
  const ran = await aegis("run", "-q", "--keep-bodies", "-l", "run.jsonl", "agent.toml", "agent.ts");
  expect([ran.code, ran.stderr]).toEqual([0, ""]);
  expect((await aegis("log", "export", "-o", "without.zip", "run.jsonl")).code).toBe(0);
  const asked = ["log", "export", "-f", "folder", "--bodies", "-o"];
  expect((await aegis(...asked, "with", "run.jsonl")).code).toBe(0);
  const names = await readdir(join(folder, "with/bodies"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, "with/bodies", name), "utf8")));
  expect(texts.some((text) => text.endsWith("what it read"))).toBe(true);
  expect((await aegis("log", "verify", "with")).code).toBe(0);
  // Another one under its name is found.
  await writeFile(join(folder, "with/bodies", names[0] ?? ""), "0123456789abcdefanother");
  const changed = await aegis("log", "verify", "with");
  expect([changed.code === 0, `${changed.stdout}${changed.stderr}`]).toEqual([
    false,
    expect.stringContaining("is not what its name says"),
  ]);
  expect((await aegis(...asked, "none", "without.zip")).code).toBe(0);
  expect((await aegis("run", "-q", "-l", "plain.jsonl", "agent.toml", "agent.ts")).code).toBe(0);
  expect((await aegis(...asked, "none-either", "plain.jsonl")).stderr).toContain("There is no folder");
});
