/** An agent in a cell's worker that is recorded, and run once more out of its recording. */
import { beforeAll, describe, expect, it } from "vitest";
import { RECORDED_AGENT, RECORDED_FILES, RECORDED_SPEC } from "../../../testing/recorded-agent";
import type { EffectRequest } from "../protocol";
import { FILES, SPEC } from "../testing/tested-agent";
import {
  type AgainSpec,
  type Machinery,
  machinery,
  openAgain,
  openLive,
  type SessionSpec,
  started,
} from "../testing/worker-session";

let parts: Machinery;
beforeAll(async () => {
  parts = await machinery();
});

/** As a page would answer, each time something else. */
function world() {
  let asked = 0;
  return (request: EffectRequest) => {
    asked += 1;
    if (request.effect === "ask") {
      const { action_sha256 } = request.question;
      return { effect: "ask", answer: { action_sha256, grant: true, approver: "boss" } } as const;
    }
    if (request.effect !== "http" || request.request.url.endsWith("/down"))
      return { effect: "failed", why: "the page could not do it" } as const;
    const body = new TextEncoder().encode(`answer ${asked}`);
    return { effect: "http", response: { status: 200, statusText: "OK", headers: [], body } } as const;
  };
}

async function recorded(
  agent: string,
  spec: Partial<SessionSpec & { files: Readonly<Record<string, string>> }> = {},
) {
  const { toml = SPEC, answer = world(), files = FILES } = spec;
  const open = await openLive(parts, { ...spec, toml, answer }, true);
  await started(open, { ...files, "agent.mjs": agent });
  const { end } = await open.said.next("end");
  const { came } = await open.said.next("taped");
  const text = new TextDecoder().decode(open.said.bytes("output"));
  return { ...spec, agent, toml, files, end, came, text, lines: open.lines(), tape: open.said.bytes("tape") };
}
type Recorded = Awaited<ReturnType<typeof recorded>>;

async function again(
  run: Recorded,
  more: { agent?: string; second?: NonNullable<AgainSpec["second"]> } = {},
) {
  const { agent = run.agent, ...rest } = more;
  const open = openAgain(parts, { ...run, ...rest });
  await started(open, { ...run.files, "agent.mjs": agent });
  await open.said.next("end");
  const { replayed } = await open.said.next("replayed");
  return { ...replayed, text: new TextDecoder().decode(open.said.bytes("output")) };
}

/** Nothing of the two is different, to the byte. */
async function same(run: Recorded): Promise<void> {
  expect(run.came).toBe("whole");
  expect(await again(run)).toEqual({
    equal: run.lines.length,
    flips: [],
    code: run.end.code,
    isCut: false,
    isOtherBuild: false,
    text: run.text,
  });
}

describe("a recorded agent of a cell, once more", () => {
  it("is the same, whatever it got from outside", async () => {
    const run = await recorded(RECORDED_AGENT, { toml: RECORDED_SPEC, files: RECORDED_FILES });
    expect(run.end).toEqual({ reason: "exit", code: 7 });
    await same(run);
  });

  it("has the same times, random numbers, files, variables and words", async () => {
    const run = await recorded(
      `
      import fs from "node:fs";
      import { randomUUID, randomBytes } from "node:crypto";
      console.log(Date.now(), performance.now(), process.hrtime.bigint(), new Date());
      console.log(Math.random(), randomUUID(), randomBytes(8).toString("hex"), crypto.getRandomValues(new Uint8Array(4)));
      console.log(fs.readFileSync("a.txt", "utf8"), fs.readdirSync("."), fs.statSync("a.txt"));
      console.log(process.argv, process.env.LANG, process.uptime(), fs.readFileSync("/dev/urandom", { flag: "r" }).length >= 0);
      fs.writeFileSync("/tmp/x", "in memory");
      console.log(fs.statSync("/tmp/x").mtimeMs, fs.mkdtempSync("/tmp/y-"));
      try { fs.readFileSync("id.key") } catch (error) { console.error(error.code, error.reason) }
      for (let start = Date.now(); Date.now() < start + 30;);
      console.log(Date.now());
      process.exitCode = 7;
    `.replace(', fs.readFileSync("/dev/urandom", { flag: "r" }).length >= 0', ""),
    );
    expect(run.end).toEqual({ reason: "exit", code: 7 });
    await same(run);
  });

  it("gets the same answers of servers, and reaches none", async () => {
    const run = await recorded(`
      const asked = [fetch("https://api.example/1"), fetch("https://api.example/2")];
      for (const response of await Promise.all(asked)) console.log(await response.text());
      try { await fetch("https://api.example/down") } catch (error) { console.log(String(error), error.cause?.code, error.reason) }
    `);
    expect(run.text).toContain("answer 1\nanswer 2\n");
    await same(run);
  });

  it("gets the same answers of people, also where it waits inside a call", async () => {
    const run = await recorded(
      `import fs from "node:fs"; fs.writeFileSync("final.txt", "agreed"); console.log(fs.readFileSync("final.txt", "utf8"));`,
    );
    expect(run.text).toBe("agreed\n");
    await same(run);
  });

  it("takes timers, promises and events in the order in which they came", async () => {
    const run = await recorded(`
      import fs from "node:fs/promises";
      import { watch } from "node:fs";
      const told = [];
      const watcher = watch(".", (type, name) => told.push(type + name));
      setTimeout(() => told.push("b", Date.now()), 12);
      setTimeout(() => told.push("a", Date.now()), 3);
      setImmediate(() => told.push("i"));
      await fs.mkdir("out");
      await Promise.all(Array.from({ length: 10 }, (_, i) => fs.writeFile("out/" + i, "x" + i).then(() => told.push(i))));
      await new Promise((r) => setTimeout(r, 30));
      watcher.close();
      console.log(told.join());
    `);
    expect(run.end).toEqual({ reason: "exit", code: 0 });
    await same(run);
  });

  it("runs the same commands, with the session's own time and random numbers", async () => {
    const run = await recorded(`
      import { execSync, exec } from "node:child_process";
      import { promisify } from "node:util";
      import fs from "node:fs";
      fs.writeFileSync("other.mjs", "console.log(process.argv[2], Date.now(), Math.random())");
      console.log(execSync("date +%s%N; echo $RANDOM $RANDOM; sleep 0.05; echo $SECONDS; date", { encoding: "utf8" }));
      console.log(execSync("cat a.txt b.txt >> /tmp/all; cat /tmp/*; cat a.txt | cat > /tmp/b", { encoding: "utf8" }));
      const both = await Promise.all(["echo a; sleep 0.02; echo b", "cat b.txt; date"].map((line) => promisify(exec)(line)));
      console.log(both.map(({ stdout }) => stdout));
      console.log(execSync("node other.mjs two", { encoding: "utf8" }));
    `);
    expect(run.end).toEqual({ reason: "exit", code: 0 });
    await same(run);
  });

  it("goes back to its checkpoint where it went back", async () => {
    const run = await recorded(
      'import fs from "node:fs"; fs.unlinkSync("a.txt"); for (;;) try { fs.readFileSync("id.key") } catch {}',
      {
        toml: `${SPEC}[checkpoint]\nbefore_high_risk = true\nrollback_triggers = ["deny_violation_count > 2"]\n`,
      },
    );
    expect(run.end.reason).toBe("stopped");
    await same(run);
  });

  it("ends by the limit of the clock where it did", async () => {
    const run = await recorded("setInterval(() => {}, 5)", {
      toml: SPEC.replace('name = "tested"', 'name = "tested"\nmax_runtime = "1s"'),
    });
    expect(run.end.reason).toBe("wall");
    await same(run);
  });
});

describe("a recording", () => {
  it("has the end of an agent whose time is over, which loops and is stopped there", async () => {
    const run = await recorded("console.log(1); for (;;);", { limits: { cpuMs: 300 } });
    expect([run.end.reason, run.came]).toEqual(["cpu", "whole"]);
    await same(run);
  });

  it("ends early for want of room, and is good up to there", async () => {
    const run = await recorded('for (let i = 0; i < 200; i++) console.log("line", i, Math.random());', {
      mostBytes: 8000,
    });
    expect([run.end.reason, run.came, run.tape.length < 8000]).toEqual(["exit", "full", true]);
    const { isCut, difference, equal } = await again(run);
    expect([isCut, difference, equal > 20 && equal < run.lines.length]).toEqual([true, undefined, true]);
  });

  it("ends where the author does something beside the agent, and the run goes on", async () => {
    const open = await openLive(parts, { toml: SPEC }, true);
    const agent = `
      import fs from "node:fs";
      console.log("begins");
      while (!fs.existsSync("late.txt")) await new Promise((done) => setTimeout(done, 5));
      console.log(fs.readFileSync("late.txt", "utf8"));`;
    await started(open, { ...FILES, "agent.mjs": agent });
    await open.said.next("output");
    open.session.take({
      kind: "mount",
      id: 2,
      path: "/workspace",
      tree: { ...FILES, "late.txt": "late" },
      options: {},
    });
    expect((await open.said.next("end")).end).toEqual({ reason: "exit", code: 0 });
    expect((await open.said.next("taped")).came).toBe("cut");
  });

  it("is none of a session that begins with something else than an agent", async () => {
    const open = await openLive(parts, { toml: SPEC }, true);
    await started(open, FILES, { line: "cat a.txt" });
    expect((await open.said.next("end")).end.code).toBe(0);
    expect((await open.said.next("taped")).came).toBe("cut");
    expect(open.said.all("tape")).toEqual([]);
  });

  it("is refused where it is none, before anything runs", () => {
    for (const tape of [new Uint8Array(0), new TextEncoder().encode("not one\n")])
      expect(() => openAgain(parts, { toml: SPEC, tape, lines: [] })).toThrow(
        "This is no recording of a run.",
      );
  });
});

describe("a replay that parts from its recording", () => {
  const AGENT = `import fs from "node:fs";
console.log("begins");
fs.readFileSync("a.txt");
console.log("ends");`;

  it("says at which record, what was done now and what then", async () => {
    const run = await recorded(AGENT);
    const changed = await again(run, { agent: AGENT.replace("a.txt", "b.txt") });
    // That another text was read is the first difference: it is hashed into the record of the reading.
    expect(changed.difference?.why).toMatch(
      /^got a result of record \d+ .* as the recording did, but not the same/,
    );
    expect([changed.code, changed.text, changed.difference?.seq]).toEqual([undefined, "", changed.equal]);
  });

  it("ends what would go on for ever where the run did not", async () => {
    const run = await recorded("if (Date.now() < 1) for (;;);", { limits: { cpuMs: 300 } });
    const text = new TextDecoder().decode(run.tape).replace(/"clock":\[\d+/, '"clock":[0');
    const tape = new TextEncoder().encode(text);
    const { difference, code } = await again({ ...run, tape });
    expect([difference?.why, code]).toEqual(["computes for longer than it did", undefined]);
  });

  it("names the line of the agent where it did another thing", async () => {
    const run = await recorded(`import fs from "node:fs";
const isLate = Date.now() > 1e12;
// A line of its own.
fs.readFileSync(isLate ? "a.txt" : "b.txt");`);
    const text = new TextDecoder().decode(run.tape).replace(/"clock":\[\d+/, '"clock":[1');
    const { difference } = await again({ ...run, tape: new TextEncoder().encode(text) });
    expect(difference).toEqual({
      seq: expect.any(Number),
      why: "read /workspace/b.txt where the recording read /workspace/a.txt",
      where: "agent.mjs:4",
    });
  });

  it("tells what another policy would have said, the first of it or all", async () => {
    const run = await recorded(`import fs from "node:fs";
for (const name of ["a.txt", "id.key", "b.txt"]) try { fs.readFileSync(name) } catch {}`);
    const toml = SPEC.replace('deny = ["**/*.key"]', 'deny = ["**/b.txt"]');
    const first = await again(run, { second: { toml, goesOn: false } });
    expect(first).toMatchObject({
      flips: [
        {
          what: "read /workspace/id.key",
          was: { verdict: "deny", rule: "filesystem.deny[0]" },
          would: { verdict: "allow", rule: "filesystem.read[0]" },
          where: "agent.mjs:2",
        },
      ],
    });
    expect(first.code).toBeUndefined();
    const all = await again(run, { second: { toml, goesOn: true } });
    expect(all.flips.map(({ what, would }) => `${what}: ${would.verdict}`)).toEqual([
      "read /workspace/id.key: allow",
      "read /workspace/b.txt: deny",
    ]);
    expect([all.code, all.equal, all.difference]).toEqual([0, run.lines.length, undefined]);
  });

  it("comes to an end wherever a recording ends, or lacks a step", async () => {
    const run = await recorded(`
      import fs from "node:fs/promises";
      await fs.readFile("a.txt");
      await new Promise((r) => setTimeout(r, 5));
      await fs.mkdir("out");`);
    const [header, ...steps] = new TextDecoder().decode(run.tape).trimEnd().split("\n");
    const tapeOf = (kept: readonly string[]) => new TextEncoder().encode(`${[header, ...kept].join("\n")}\n`);
    for (let size = 1; size < steps.length; size += 3) {
      const { isCut, difference } = await again({ ...run, tape: tapeOf(steps.slice(0, size)) });
      expect([isCut, difference], `${size} steps`).toEqual([true, undefined]);
    }
    for (let gone = 1; gone < steps.length; gone += 3) {
      const kept = steps.filter((_, at) => at !== gone);
      const { isCut, difference } = await again({ ...run, tape: tapeOf(kept) });
      expect(isCut || difference !== undefined, `without step ${gone}`).toBe(true);
    }
  });
});
