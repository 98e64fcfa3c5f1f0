/** A browser without JSPI runs the machine that puts itself aside: the same agents, the same output, the same records. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { ENDS, RECURSIONS } from "@/lib/runtime/embedded/vm/testing/recursions";
import { AGENTS, FILES, SPEC, STARTED_WITH, told } from "@/lib/runtime/testing/same-agents";
import { agentUsing, readUses, USES } from "@/lib/runtime/testing/uses";
import { bringCellApi } from "./support/bring-cell";
import type { CellApi, RunSpec } from "./support/cell-page";
import { expect, expectFailure, test } from "./support/test";
import { withoutJspi } from "./support/without-jspi";

declare const cellApi: CellApi;

const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

const agentOf = (agent: string): RunSpec => ({
  policy: SPEC,
  files: { ...FILES, "agent.ts": agent },
  entry: "/workspace/agent.ts",
  approve: "yes",
  isWhole: true,
  env: { ...STARTED_WITH.env },
  argv: [...STARTED_WITH.argv],
});

interface Listed {
  readonly slug: string;
  readonly entry: string;
  readonly files: readonly { readonly path: string; readonly source?: string }[];
}
const { examples } = JSON.parse(text("public/examples/index.json")) as { examples: readonly Listed[] };

function exampleOf({ slug, entry, files }: Listed): RunSpec {
  const read = ({ path, source = path }: Listed["files"][number]) =>
    text(`public/examples/${slug}/${source}`);
  return {
    policy: text(`public/examples/${slug}/agent.toml`),
    files: Object.fromEntries(files.map((file) => [file.path, read(file)])),
    entry: `/workspace/${entry}`,
    approve: "yes",
    isWhole: true,
  };
}

/** A page with JSPI and one without, and which machines each fetched. */
async function twoPages(page: Page) {
  const other = await page.context().newPage();
  await withoutJspi(other);
  const pages = [page, other].map((each) => ({ page: each, machines: new Set<string>() }));
  for (const { page, machines } of pages) {
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith(".wasm")) machines.add(pathname);
    });
    await bringCellApi(page);
  }
  return pages;
}

async function run(page: Page, spec: RunSpec) {
  const { end, stdout, records, verdict, troubles } = await page.evaluate(
    (spec) => cellApi.run(spec),
    spec as never,
  );
  return { end, stdout, told: records.map(told).map(unnamed), verdict, troubles };
}

/** The name of a checkpoint is drawn by lot. */
function unnamed(record: unknown): unknown {
  const { type } = record as { type?: string };
  return type === "snapshot.take" ? type : record;
}

async function expectSame(page: Page, specs: readonly RunSpec[]): Promise<void> {
  const [having, lacking] = await twoPages(page);
  if (!having || !lacking) throw new Error("there are two pages");
  for (const spec of specs) {
    const inOne = await run(having.page, spec);
    expect(await run(lacking.page, spec)).toEqual(inOne);
    expect(inOne.verdict).toBe("OK");
  }
  expect([...having.machines]).toEqual(["/cell/machine.wasm"]);
  expect([...lacking.machines]).toEqual(["/cell/machine-waiting.wasm"]);
}

test("the examples do the same without JSPI", async ({ page }) => {
  test.setTimeout(300_000);
  // What an example asks of a public server the policy of this page lets through to nobody.
  expectFailure(/github\.com/);
  await expectSame(page, examples.map(exampleOf));
});

/** In Node all of them are held against each other each time: lib/runtime/embedded/cell/worker/same-without-jspi.test.ts. */
const USED = process.env.HEAVY === undefined ? (["files"] as const) : USES;

test("agents that use what guests have do the same without JSPI", async ({ page }) => {
  test.setTimeout(300_000);
  const uses = USED.map((name) =>
    agentUsing(readUses(text(`lib/runtime/testing/uses/${name}.txt`)), "http://127.0.0.1:9"),
  );
  const person = AGENTS["variables, arguments, digests and a person"];
  if (person === undefined) throw new Error("that agent is gone");
  await expectSame(page, [person, ...uses].map(agentOf));
});

test("with JSPI and without, every kind of recursion ends as an error that is caught", async ({ page }) => {
  test.setTimeout(300_000);
  for (const { page: each } of await twoPages(page)) await expectCaught(each);
});

async function expectCaught(page: Page): Promise<void> {
  const tries = Object.entries(RECURSIONS).map(([what, code]) => {
    const own = JSON.stringify(`(h) => { ${code} }`);
    return `[${JSON.stringify(what)}, ${own}]`;
  });
  // Told the third time: by then the browser has compiled the machine well, whose calls take more of its stack then.
  const agent = `import { existsSync } from "node:fs"; process.on("unhandledRejection", () => {});
    const all = [${tries.join(",\n")}]; const host = () => existsSync("in/a.txt");
    const run = (what, code) => { try { (0, eval)(code)(host); return "nothing" } catch (error) { return error.name } finally { Error.prepareStackTrace = undefined } };
    for (let round = 0; round < 3; round++) for (const [what, code] of all) { const end = run(what, code); if (round === 2) console.log(what, end) }`;
  const spec = { ...agentOf(agent), policy: `${SPEC}allow_dynamic_code = true\n` };
  const { end, stdout } = await run(page, spec);
  const lines = stdout.trimEnd().split("\n");
  expect(end).toEqual({ reason: "exit", code: 0 });
  expect(lines.map((line) => line.slice(0, line.lastIndexOf(" ")))).toEqual(Object.keys(RECURSIONS));
  for (const line of lines) expect(line.split(" ").at(-1)).toMatch(ENDS);
}

test("a person is waited for in the middle of a call, and Stop ends the wait", async ({ page }) => {
  const agent = `import { writeFileSync, readFileSync } from "node:fs";
    const go = (n) => (n === 0 ? writeFileSync("out/final.txt", "asked") : go(n - 1));
    console.log("before"); go(20); console.log("after", readFileSync("out/final.txt", "utf8")); go(20); console.log("never");`;
  const spec = { ...agentOf(agent), approve: "later" } as const;
  const logs: unknown[] = [];
  for (const { page: each } of await twoPages(page)) {
    const sid = await each.evaluate((spec) => cellApi.open(spec), spec as never);
    await each.evaluate((sid) => cellApi.start(sid, "/workspace/agent.ts"), sid);
    await expect.poll(() => each.evaluate((sid) => cellApi.asked(sid), sid)).toBe(1);
    expect(await each.evaluate((sid) => cellApi.text(sid), sid)).toBe("before\n");
    await each.evaluate((sid) => cellApi.answer(sid, true), sid);
    await expect.poll(() => each.evaluate((sid) => cellApi.asked(sid), sid)).toBe(2);
    const { end } = await each.evaluate((sid) => cellApi.stop(sid), sid);
    expect(end).toMatchObject({ reason: "stopped" });
    const { text, records, verdict } = await each.evaluate((sid) => cellApi.teardown(sid), sid);
    expect([text, verdict]).toEqual(["before\nafter asked\n", "OK"]);
    logs.push(records.map(told));
  }
  expect(logs[1]).toEqual(logs[0]);
});
