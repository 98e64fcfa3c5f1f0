/**
 * A worker of a cell whose machine puts itself aside, and Node, where the thread of the machine blocks: the same agents print the same,
 * end the same way and leave the same records in the same order.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecord } from "../../../../audit/record";
import type { Approver } from "../../../../mediator/approval";
import { runIn } from "../../../node/run/testing/run-in";
import { AGENTS, FILES, SPEC, STARTED_WITH, told } from "../../../testing/same-agents";
import { agentUsing, readUses, USES } from "../../../testing/uses";
import { ENDS, RECURSIONS } from "../../vm/testing/recursions";
import type { EffectAnswer, EffectRequest } from "../protocol";
import { type Machinery, machinery, openLive, started } from "../testing/worker-session";

const EXAMPLES = join(process.cwd(), "public/examples");
/** Nobody is there, and no rule of an example names it. */
const NOWHERE = "http://127.0.0.1:9";
const approver: Approver = {
  ask: async ({ action_sha256 }) => ({ action_sha256, grant: true, approver: "somebody" }),
};

let parts: Machinery;
let base: string;
beforeAll(async () => {
  parts = await machinery();
  base = await mkdtemp(join(tmpdir(), "aegis-same-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));

interface Spec {
  readonly toml: string;
  readonly agent: string;
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
}

/** The page: it says yes, and reaches nobody. */
function page(request: EffectRequest): EffectAnswer {
  if (request.effect !== "ask") return { effect: "failed", why: "the page could not do it" };
  const { action_sha256 } = request.question;
  return { effect: "ask", answer: { action_sha256, grant: true, approver: "somebody" } };
}

/** What a person and an auditor see of a run. */
interface Shown {
  readonly end: unknown;
  readonly stdout: string;
  readonly told: readonly unknown[];
}

async function putAside({ toml, agent, files, env = {}, argv = [] }: Spec): Promise<Shown> {
  const open = await openLive(parts, { toml, answer: page, env });
  await started(open, { ...files, "agent.ts": agent }, { entry: "/workspace/agent.ts", argv });
  const { end } = await open.said.next("end");
  const written = open.said.all("output").filter(({ stream }) => stream === "stdout");
  const records = open.lines().map(readRecord);
  return {
    end,
    stdout: `${Buffer.concat(written.map(({ bytes }) => bytes))}`,
    told: records.map((read) => (read.ok ? told(read.record) : read)),
  };
}

async function blocking({ toml, agent, files, env = {}, argv = [] }: Spec): Promise<Shown> {
  const folder = await mkdtemp(join(base, "ws-"));
  const { end, stdout, records } = await runIn(folder, agent, { toml, files, approver, env, argv });
  return { end, stdout, told: records.map(told) };
}

/** A checkpoint of a real folder has another size than one of files in memory, and each has a name by lot. */
function unnamed(record: unknown): unknown {
  const { type } = record as { type?: string };
  return type === "snapshot.take" ? type : record;
}

async function expectSame(spec: Spec): Promise<Shown> {
  const [one, other] = [await putAside(spec), await blocking(spec)];
  expect(one.stdout).toBe(other.stdout);
  expect(one.end).toEqual(other.end);
  // The page closes the log of a cell when the cell is gone.
  expect(one.told.map(unnamed)).toEqual(
    other.told.filter((record) => record !== "session.close").map(unnamed),
  );
  return one;
}

describe("a machine that puts itself aside does what one does that blocks", () => {
  // What comes first of a timer and a machine that is busy is nobody's promise.
  it.each(Object.entries(AGENTS).filter(([what]) => !what.startsWith("timers")))("%s", async (_, agent) => {
    await expectSame({ toml: SPEC, agent, files: FILES, ...STARTED_WITH });
  });

  it.each(USES)("every call that guests have: %s", async (name) => {
    const text = await readFile(join(process.cwd(), `lib/runtime/testing/uses/${name}.txt`), "utf8");
    const agent = agentUsing(readUses(text), NOWHERE);
    await expectSame({ toml: SPEC, agent, files: FILES, ...STARTED_WITH });
  });

  it.each(["report-writer", "hostile", "help-desk"])("the example %s", async (slug) => {
    const { toml, agent, files } = await exampleOf(slug);
    const { end, told } = await expectSame({ toml, agent, files });
    expect(end).toMatchObject({ reason: "exit" });
    expect(told.length).toBeGreaterThan(10);
  });

  it("ends each kind of recursion as an error that the agent catches", async () => {
    const tries = Object.entries(RECURSIONS).map(([what, code]) => {
      const own = JSON.stringify(`(h) => { ${code} }`);
      return `try { (0, eval)(${own})(() => existsSync("in/a.txt")); console.log("nothing") }
        catch (error) { console.log(${JSON.stringify(what)}, error.name) } Error.prepareStackTrace = undefined;`;
    });
    const agent = `import { existsSync } from "node:fs"; process.on("unhandledRejection", () => {});\n${tries.join("\n")}`;
    const toml = `${SPEC}allow_dynamic_code = true\n`;
    const { end, stdout } = await putAside({ toml, agent, files: FILES });
    const lines = stdout.trimEnd().split("\n");
    expect(end).toMatchObject({ reason: "exit", code: 0 });
    expect(lines.map((line) => line.slice(0, line.lastIndexOf(" ")))).toEqual(Object.keys(RECURSIONS));
    for (const line of lines) expect(line.split(" ").at(-1)).toMatch(ENDS);
  });
});

async function exampleOf(slug: string): Promise<Spec> {
  const text = (path: string) => readFile(join(EXAMPLES, slug, path), "utf8");
  const { examples } = JSON.parse(await readFile(join(EXAMPLES, "index.json"), "utf8")) as Examples;
  const listed = examples.find((each) => each.slug === slug)?.files ?? [];
  const files = await Promise.all(listed.map(async ({ path, source }) => [path, await text(source ?? path)]));
  return { toml: await text("agent.toml"), agent: await text("agent.ts"), files: Object.fromEntries(files) };
}
interface Examples {
  readonly examples: readonly {
    readonly slug: string;
    readonly files: readonly { readonly path: string; readonly source?: string }[];
  }[];
}
