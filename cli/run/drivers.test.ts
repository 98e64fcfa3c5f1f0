import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isolation } from "../../lib/runtime/node/driver/isolation";
import { folderWith, runAegis } from "../testing/run-aegis";
import { warningOf } from "./drivers";

const FILES = {
  "agent.toml":
    '[agent]\nname = "tested"\nentry = "agent.ts"\n[capabilities.filesystem]\nread = ["/workspace/**"]\n',
  "agent.ts":
    'import { readFileSync } from "node:fs"; const text: string = readFileSync("a", "utf8"); console.log(text);',
  a: "alpha",
};

it.each(["embedded", "node"])("an agent runs by the driver %s, and its log says so", async (driver) => {
  const folder = await folderWith(FILES);
  const ran = await runAegis(
    ["run", "--driver", driver, "--accept", "dynamic-code", join(folder, "agent.toml")],
    { cwd: folder },
  );
  expect([ran.code, ran.stdout], ran.stderr).toEqual([0, "alpha\n"]);
  const sessions = join(folder, ".aegis/sessions");
  const [log = ""] = (await readdir(sessions)).filter((name) => name.endsWith(".jsonl"));
  const [first = ""] = (await readFile(join(sessions, log), "utf8")).split("\n");
  expect(JSON.parse(first).data.driver.name).toBe(driver);
});

it("says so where the system gives a process no network of its own", () => {
  expect(warningOf("embedded")).toBeUndefined();
  expect(warningOf("node") === undefined).toBe(isolation().network);
});
