import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHANGES } from "../../lib/audit/tamper";
import { recordSession } from "../testing/recorded-session";
import { runAegis } from "../testing/run-aegis";

test("every change is found, with the code that was told, and the log itself stays as it was", {
  timeout: 600_000,
}, async () => {
  const { folder, log, known } = await recordSession();
  const run = (...args: string[]) => runAegis(["log", ...args], { cwd: folder });
  expect((await run("export", "-o", "bundle.zip", log)).code).toBe(0);
  expect((await run("verify", "-k", known, "bundle.zip")).code).toBe(0);
  const before = await readFile(join(folder, "bundle.zip"));
  const other = join(
    (await recordSession({ sid: "0198c0de-0000-7000-8000-000000000002" })).folder,
    "session.jsonl",
  );
  for (const [change, { codes }] of Object.entries(CHANGES)) {
    const out = `${change}.zip`;
    const made = await run(
      "tamper",
      "-o",
      out,
      ...(change === "splice" ? ["--other", other] : []),
      change,
      "bundle.zip",
    );
    expect([change, made.code, made.stderr]).toEqual([change, 0, ""]);
    expect(made.stdout).toContain(`has to say ${codes.join(" or ")}.`);
    const { code, stdout } = await run("verify", "-k", known, "-f", "json", out);
    const { verdict } = JSON.parse(stdout);
    expect(codes, `${change}: ${verdict}`).toContain(verdict);
    expect([change, code]).toEqual([change, verdict === "unknown" || verdict === "UNANCHORED_TAIL" ? 3 : 1]);
  }
  expect(await readFile(join(folder, "bundle.zip"))).toEqual(before);
});

test("the same seed makes the same change, another one another", async () => {
  const { folder, log } = await recordSession();
  const changed = async (seed: string, out: string) => {
    await runAegis(["log", "tamper", "--seed", seed, "-o", out, "flip-bit", log], { cwd: folder });
    return readFile(join(folder, out), "hex");
  };
  expect(await changed("7", "a.zip")).toBe(await changed("7", "b.zip"));
  expect(await changed("8", "c.zip")).not.toBe(await changed("7", "d.zip"));
});

test("--list tells of every change", async () => {
  const { code, stdout } = await runAegis(["log", "tamper", "--list"]);
  expect(code).toBe(0);
  for (const [name, { what, codes }] of Object.entries(CHANGES)) {
    expect(stdout).toContain(`${name} `);
    expect(stdout).toContain(what);
    expect(stdout).toContain(codes.join(", "));
  }
});

test.each<[string[], string]>([
  [["edit-feild", "-o", "x", "session.jsonl"], 'There is no change "edit-feild"; did you mean edit-field?'],
  [
    ["edit-field", "session.jsonl"],
    "Name the file to write with --out PATH; the log itself is never changed.",
  ],
  [["edit-field", "-o", "x"], "LOG is missing: aegis log tamper --out PATH CHANGE LOG"],
  [
    ["splice", "-o", "x", "session.jsonl"],
    "splice needs the log of another session; name it with --other LOG.",
  ],
  [["edit-field", "--seed", "x", "-o", "x", "session.jsonl"], "--seed is a number of at most nine digits."],
  [
    ["edit-field", "-o", "session.jsonl", "session.jsonl"],
    "session.jsonl cannot be written: it is there already; choose another name, or remove it first.",
  ],
])("%j", async (args, message) => {
  const { folder } = await recordSession();
  const outcome = await runAegis(["log", "tamper", ...args], { cwd: folder });
  expect(outcome).toEqual({ code: 2, stdout: "", stderr: `aegis: ${message}\n` });
  await expect(stat(join(folder, "x"))).rejects.toThrow("ENOENT");
});
