/**
 * Killed by the kernel at any moment: the workspace has each file as it was before a write or after it, the log verifies
 * as far as it goes, and the next run in the workspace closes it. `KILL_RUNS` in the environment says how many.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { closeAbandoned } from "../run/journal";
import { folderWith, runAegis, startAegis } from "../testing/run-aegis";

const KILLS = Number(process.env.KILL_RUNS ?? (process.env.HEAVY ? 200 : 8));
const MS_A_KILL = 20_000;
const LENGTH = 200_000;
const SPEC = `[agent]
name = "writer"
entry = "agent.ts"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
[capabilities.exec]
allow_dynamic_code = true
`;
/** Each file is one letter, and what was printed had been written. */
const AGENT = `import fs from "node:fs";
for (let i = 0; ; i++) {
  const text = String.fromCharCode(97 + (i % 26)).repeat(${LENGTH});
  fs.writeFileSync("out/same", text);
  fs.writeFileSync("out/new" + i, text);
  console.log(i);
}`;

const state = mkdtempSync(join(tmpdir(), "aegis-state-"));
const env = { XDG_STATE_HOME: state };
afterAll(() => rmSync(state, { recursive: true }));

async function expectWhole(folder: string, printed: number): Promise<void> {
  const out = join(folder, "out");
  const names = await readdir(out);
  for (const name of names) {
    const text = await readFile(join(out, name), "latin1");
    const isAsBefore = name === "same" && text === "";
    if (name.startsWith(".aegis-") || isAsBefore) continue;
    expect([name, text.length]).toEqual([name, LENGTH]);
    expect(text === (text[0] ?? "").repeat(LENGTH), name).toBe(true);
  }
  for (let i = 0; i <= printed; i++) expect(names).toContain(`new${i}`);
}

async function logOf(folder: string): Promise<string | undefined> {
  const sessions = join(folder, ".aegis/sessions");
  const names = await readdir(sessions).catch(() => [] as string[]);
  const log = names.find((name) => name.endsWith(".jsonl"));
  return log && join(sessions, log);
}

async function verdictOf(log: string): Promise<[code: number | null, verdict: string]> {
  const { code, stdout } = await runAegis(["log", "verify", "--format", "json", log], { env });
  return [code, JSON.parse(stdout).verdict];
}

test(`${KILLS} times, nothing is torn and nothing that was told is lost`, {
  timeout: KILLS * MS_A_KILL + 60_000,
}, async () => {
  const seen = { "never began": 0, interrupted: 0, written: 0 };
  for (let round = 0; round < KILLS; round++) {
    const folder = await folderWith({ "agent.toml": SPEC, "agent.ts": AGENT, "out/same": "" });
    const run = startAegis(["run", "agent.toml"], { cwd: folder, env });
    // Most of them while the agent writes, some while it starts.
    const isStarting = round % 4 === 0;
    if (!isStarting) await run.printed("0\n");
    await sleep(Math.random() * (isStarting ? 700 : 150));
    run.child.kill("SIGKILL");
    const { stdout } = await run.ended;
    const printed = Number(stdout.trimEnd().split("\n").at(-1) || -1);
    await expectWhole(folder, printed);
    seen.written += printed + 1;

    const log = await logOf(folder);
    if (log && (await readFile(log)).length > 0) expect((await verdictOf(log))[0]).toBe(3);
    if (round % 4 === 1) {
      await writeFile(join(folder, "agent.ts"), "console.log('again')");
      const next = await runAegis(["run", "agent.toml"], { cwd: folder, env });
      expect([next.code, next.stdout]).toEqual([0, "again\n"]);
      expect(next.stderr).toContain("is of a run that was killed; closed it as interrupted.");
    } else await closeAbandoned(join(folder, ".aegis/sessions"), folder);
    expect((await readdir(join(folder, "out"))).filter((name) => name.startsWith("."))).toEqual([]);
    const closed = log && (await readFile(log, "utf8").catch(() => undefined));
    if (log && closed) {
      expect(await verdictOf(log)).toEqual([0, "OK"]);
      expect(closed.trimEnd().split("\n").at(-1)).toContain('"status":"interrupted"');
    }
    seen[closed ? "interrupted" : "never began"] += 1;
  }
  expect(seen.interrupted).toBeGreaterThanOrEqual(KILLS / 2);
  if (process.env.KILL_RUNS ?? process.env.HEAVY) console.info(JSON.stringify(seen));
});
