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

test("the author's terminal stays from line to line and is on the record; what it starts is the agent", async ({
  page,
}) => {
  await bringCellApi(page);
  const agent = `
    import fs from "node:fs";
    for (const path of ["/workspace/out/a.txt", "/workspace/id.key"]) {
      try { console.log(fs.readFileSync(path, "utf8").trim()) } catch (error) { console.log(error.code) }
    }
    console.log(process.cwd(), process.argv[2] ?? "nothing");
  `;
  const files = { "agent.mts": agent, "id.key": "secret\n", "out/.keep": "" };
  const spec = { policy: POLICY, files, isWhole: true, hasTerminal: true };
  const sid = await page.evaluate((spec) => cellApi.open(spec), spec);
  const line = (text: string) =>
    page.evaluate(([sid, text]) => cellApi.line(sid, text), [sid, text] as const);
  expect(await line("cd out && NAME=world; echo hello > a.txt")).toEqual({
    text: "",
    reason: "exit",
    code: 0,
  });
  expect(await line('cat a.txt ../id.key; echo "$NAME"; false')).toEqual({
    text: "hello\nsecret\nworld\n",
    reason: "exit",
    code: 1,
  });
  expect(await page.evaluate((sid) => cellApi.complete(sid, "cat ../ag"), sid)).toEqual({
    from: 4,
    options: ["../agent.mts"],
  });
  expect(await page.evaluate((sid) => cellApi.cwd(sid), sid)).toBe("/workspace/out");
  await page.evaluate((sid) => cellApi.remove(sid, ["/workspace/out/.keep", "/none"]), sid);
  expect(Object.keys(await page.evaluate((sid) => cellApi.files(sid), sid))).not.toContain("out/.keep");
  // The command line of the product, over the files of the cell.
  await line("printf '[agent]\\nname = \"x\"\\n' > agent.toml");
  expect(
    await line("aegis validate agent.toml && aegis eval agent.toml fs.read /a | jq -r .verdict"),
  ).toEqual({
    text: "1 file checked: nothing to mend.\ndeny\n",
    reason: "exit",
    code: 0,
  });
  expect(await line("aegis eval agent.toml sql.query db 'select 1' | jq -r .verdict")).toMatchObject({
    text: "deny\n",
  });
  expect(await line("wget -q https://example.com/")).toMatchObject({ code: 4 });
  expect(await line("node ../agent.mts word")).toMatchObject({
    text: "hello\nEACCES\n/workspace/out word\n",
    code: 0,
  });
  expect(await page.evaluate((sid) => cellApi.interrupt(sid, "echo on; sleep 1000"), sid)).toEqual({
    reason: "stopped",
    code: 130,
  });
  // The box is still there, and so are its files; agents run in it one after the other.
  for (const _ of [1, 2]) {
    await page.evaluate((sid) => cellApi.start(sid), sid);
    expect(await page.evaluate((sid) => cellApi.ended(sid), sid)).toEqual({ reason: "exit", code: 0 });
  }
  const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
  const ended = "hello\nEACCES\n/workspace nothing\n";
  expect(run).toMatchObject({ verdict: "OK", troubles: [], text: ended + ended });
  const types = run.records.map(({ type }) => type);
  expect(types.filter((type) => type === "user.command")).toHaveLength(8);
  expect(types.filter((type) => type === "agent.exit")).toHaveLength(3);
});
