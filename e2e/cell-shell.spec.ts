/** The shell of an agent in the browser: its library comes as a text of its own, and every command is decided. */
import { bringCellApi } from "./support/bring-cell";
import type { CellApi } from "./support/cell-page";
import { expect, test } from "./support/test";

declare const cellApi: CellApi;

const POLICY = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
[capabilities.exec]
allow = ["cat *", "sort", "gzip *", "gunzip *", "node *"]
env = ["LANG"]
`;

test("an agent's commands run in the cell, each decided, and a script of its own in a further machine", async ({
  page,
}) => {
  await bringCellApi(page);
  const agent = `
    import { execSync, execFileSync, exec } from "node:child_process";
    console.log(execSync("cat names.txt | sort").toString().trim());
    try { execSync("cat id.key", { stdio: "pipe" }) } catch (error) { console.log(error.status, error.stderr.toString().trim()) }
    try { execSync("rm names.txt", { stdio: "pipe" }) } catch (error) { console.log(error.status) }
    console.log(execSync("cat names.txt | gzip -c | gunzip -c | sort -r", { stdio: "pipe" }).toString().trim());
    console.log(execFileSync("node", ["child.ts", "word"], { encoding: "utf8" }).trim());
    exec("curl https://example.com/", (error) => console.log("curl", error.code));
  `;
  const child = `const word: string = process.argv[2] ?? ""; console.log(word, process.env.LANG);`;
  const files = {
    "agent.mts": agent,
    "child.ts": child,
    "names.txt": "b\na\n",
    "id.key": "secret",
    "out/.keep": "",
  };
  const run = await page.evaluate((spec) => cellApi.run(spec), {
    policy: POLICY,
    files,
    isWhole: true,
    env: { LANG: "C", HOST_SECRET: "hidden" },
  });

  expect(run).toMatchObject({ end: { reason: "exit", code: 0 }, verdict: "OK", troubles: [] });
  expect(run.text.split("\n")).toEqual([
    "a",
    "b",
    expect.stringMatching(/^1 cat: id\.key: /),
    "126",
    "b",
    "a",
    "word C",
    "curl 126",
    "",
  ]);
  const spawned = run.records.filter(({ type }) => /^exec\./.test(type)).map(({ data }) => data.verdict);
  expect(spawned).toContain("deny");
});
