import { spawn } from "node:child_process";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { describe, expect, test } from "vitest";
import { tempFolder } from "./testing/temp-database";

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function prepare(env: Record<string, string>): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "server/prepare.ts"],
    { env: { PATH: process.env.PATH, NODE_ENV: "production", ...env } },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** One sentence: it ends once, and it has no second line. */
const oneSentence = /^[A-Z][^\n]*\.\n$/;

describe("prepare, as a process", () => {
  test("makes everything at the first start and says so in steps", async () => {
    const folder = join(await tempFolder(), "new", "data");
    const first = await prepare({ DATA_DIR: folder });
    expect(first).toMatchObject({ code: 0, stderr: "" });
    const steps = first.stdout.trim().split("\n");
    expect(steps.map((line) => JSON.parse(line))).toEqual([
      { step: "data", detail: folder },
      { step: "database", detail: expect.stringMatching(/^created, \d+ migrations? applied$/) },
    ]);
    expect((await prepare({ DATA_DIR: folder })).stdout).toContain('"current"');
  });

  test("six first starts at once: one makes the database, all succeed", async () => {
    const folder = await tempFolder();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => prepare({ DATA_DIR: folder })));
    expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      outcomes.map(() => ({ code: 0, stderr: "" })),
    );
    expect(outcomes.filter(({ stdout }) => stdout.includes("applied"))).toHaveLength(1);
  });
});

describe("what keeps it from starting is one sentence and exit 1", () => {
  async function refused(env: Record<string, string>): Promise<string> {
    const { code, stderr } = await prepare(env);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(oneSentence) });
    return stderr;
  }

  test("a bad port", async () => {
    expect(await refused({ PORT: "abc" })).toContain('PORT cannot be "abc"');
  });

  test("a data folder that is a file", async () => {
    const path = join(await tempFolder(), "file");
    await writeFile(path, "");
    expect(await refused({ DATA_DIR: path })).toContain(`The data folder ${path} cannot be used`);
  });

  test("a data folder where nobody may write", async () => {
    expect(await refused({ DATA_DIR: "/proc/aegis" })).toContain(
      "The data folder /proc/aegis cannot be used",
    );
  });

  test("garbage where the database should be", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "aegis.db"), "no database, but quite a lot of text. ".repeat(300));
    expect(await refused({ DATA_DIR: folder })).toContain("is not a database");
  });

  test("a database with damaged pages", async () => {
    const folder = await tempFolder();
    await prepare({ DATA_DIR: folder });
    const path = join(folder, "aegis.db");
    const file = await open(path, "r+");
    await file.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, 8_192);
    await file.close();
    expect(await refused({ DATA_DIR: folder })).toContain("is damaged");
  });

  test("a folder where the database should be", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "aegis.db"));
    expect(await refused({ DATA_DIR: folder })).toContain("cannot be opened");
  });

  test("a database of another program", async () => {
    const folder = await tempFolder();
    const client = createClient({ url: `file:${join(folder, "aegis.db")}` });
    await client.execute("CREATE TABLE recipes (id INTEGER)");
    client.close();
    expect(await refused({ DATA_DIR: folder })).toContain("another program");
  });

  test("a database of a newer version", async () => {
    const folder = await tempFolder();
    await prepare({ DATA_DIR: folder });
    const client = createClient({ url: `file:${join(folder, "aegis.db")}` });
    await client.execute("INSERT INTO aegis_migrations VALUES (99, '0099_future', 'ff', 0)");
    client.close();
    expect(await refused({ DATA_DIR: folder })).toContain("newer version (it has migration 0099_future");
  });

  test("a remote database that does not answer", async () => {
    const folder = await tempFolder();
    const stderr = await refused({ DATA_DIR: folder, DATABASE_URL: "http://127.0.0.1:9" });
    expect(stderr).toContain("http://127.0.0.1:9");
  });
});
