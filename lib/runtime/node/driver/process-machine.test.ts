/** The host's side against processes that are not ours any more: whatever one says or does, the host answers, ends it, and lives. */
import { afterEach, describe, expect, it } from "vitest";
import type { Host } from "../../embedded/vm/interface";
import { type Machine, VmBroken } from "../../embedded/vm/vm";
import { isolation } from "./isolation";
import { processMachine } from "./process-machine";

const LIMITS = { memoryBytes: 64 << 20, stackBytes: 128 << 10 };
const PARTS = { inside: "", library: "", allowsCode: false };
/** What a process that has been taken over can say by itself. */
const WORDS = `
const { readSync, writeSync } = require("node:fs");
const KINDS = ["start", "run", "rejections", "answer", "unanswered", "ready", "report", "call", "resolve", "load"];
const frame = (kind, text) => { const body = Buffer.from(text); const head = Buffer.alloc(10); head[0] = KINDS.indexOf(kind); head.writeUInt32LE(body.length, 2); return Buffer.concat([head, body]); };
const say = (kind, text = "") => { const all = frame(kind, text); for (let at = 0; at < all.length; ) at += writeSync(4, all, at); };
const hear = () => { const read = (n) => { const b = Buffer.alloc(n); for (let at = 0; at < n; ) { const got = readSync(3, b, at, n - at, null); if (got === 0) process.exit(0); at += got; } return b; };
  const head = read(10); const text = read(head.readUInt32LE(2)).toString(); read(head.readUInt32LE(6)); return [KINDS[head[0]], text]; };
`;

let machine: Machine | undefined;
afterEach(() => machine?.dispose());

function hostOf(host: Partial<Host> = {}): Host {
  return {
    call: (text) => ({ text }),
    resolve: (_, specifier) => ({ text: specifier }),
    load: (name) => ({ text: name }),
    shouldStop: () => false,
    now: () => 0n,
    random: () => {},
    ...host,
  };
}
async function taken(program: string, host: Partial<Host> = {}): Promise<Machine> {
  machine = await processMachine({ ...PARTS, program: WORDS + program }, hostOf(host), LIMITS);
  return machine;
}

describe("a process that was taken over", () => {
  it.each([
    ["noise", "writeSync(4, Buffer.from('GET / HTTP/1.1\\r\\n\\r\\n'))"],
    ["a frame without end", "writeSync(4, Buffer.from([7, 0, 255, 255, 255, 255, 0, 0, 0, 0]))"],
    ["a word of the host's", "say('answer', '{}')"],
    ["a report that nobody can read", "say('report', '{')"],
    ["a report of another form", "say('report', '{\"memoryBytes\":\"much\"}')"],
    ["an end without a word", "process.exit(0)"],
  ])("is ended for %s", async (_, act) => {
    const made = await taken(`say("ready"); hear(); hear(); ${act}; hear();`);
    await expect(made.run("{}")).rejects.toBeInstanceOf(VmBroken);
    await expect(made.run("{}")).rejects.toBeInstanceOf(VmBroken);
  });

  it.each([
    ["reports before it is asked", "say('report', '{\"memoryBytes\":1}'); hear(); say('ready'); hear();"],
    ["never begins", "hear(); process.exit(1)"],
    ["has an error", "throw new Error('at once')"],
  ])("does no harm when it %s", async (_, program) => {
    const begun = taken(program).then((made) => made.run("{}"));
    await expect(begun).rejects.toBeInstanceOf(VmBroken);
  });

  it("asks like any guest, and gets no more than that", async () => {
    const asked: string[] = [];
    const made = await taken(
      `hear(); say("ready"); hear();
       const told = []; for (const [kind, text] of [["call", '["fs.readFile","/etc/passwd"]'], ["call", "\\ud800"], ["resolve", "no json"], ["resolve", "[1,2]"], ["load", "/x"]]) { say(kind, text); told.push(hear()[0]); }
       say("report", JSON.stringify({ memoryBytes: 1, ended: { kind: "value", text: told.join() } })); hear();`,
      {
        call: (text) => {
          asked.push(text);
          return { text: "{}" };
        },
      },
    );
    expect(await made.run("{}")).toEqual({
      kind: "value",
      text: "answer,answer,unanswered,unanswered,answer",
    });
    expect(asked).toHaveLength(2);
  });

  it("has no rights: no file, no command, no thread, no variable, no network", async () => {
    const made = await taken(
      `hear(); say("ready"); hear();
       const told = []; const attempt = (name, work) => { try { const value = work(); told.push(name + " " + value); } catch (error) { told.push(error.code ?? error.name) } };
       attempt("read", () => require("node:fs").readFileSync("/etc/passwd").length);
       attempt("write", () => require("node:fs").writeFileSync("/tmp/aegis-taken", "x"));
       attempt("list", () => require("node:fs").readdirSync("/").length);
       attempt("spawn", () => require("node:child_process").spawnSync("/bin/true").error.code);
       attempt("exec", () => require("node:child_process").execSync("true").length);
       attempt("worker", () => new (require("node:worker_threads").Worker)("1", { eval: true }));
       attempt("wasi", () => new (require("node:wasi").WASI)({ version: "preview1" }));
       attempt("addon", () => process.dlopen({ exports: {} }, "/x.node"));
       attempt("code", () => Function("return 1")());
       const secrets = Object.keys(process.env).filter((name) => !["PATH", "TZ", "PWD", "OLDPWD", "SHLVL", "_"].includes(name));
       attempt("env", () => secrets.join());
       attempt("net", () => Object.keys(require("node:os").networkInterfaces()).join());
       say("report", JSON.stringify({ memoryBytes: 1, ended: { kind: "value", text: told.join(";") } })); hear();`,
    );
    const ended = await made.run("{}");
    const told = (ended.kind === "value" && ended.text?.split(";")) || [];
    expect(told).toHaveLength(11);
    expect(told.slice(0, 3)).toEqual(["ERR_ACCESS_DENIED", "ERR_ACCESS_DENIED", "ERR_ACCESS_DENIED"]);
    expect(
      told.slice(3, 9).filter((word) => /^(spawn undefined|exec|worker|wasi|addon|code) ?/.test(word)),
    ).toEqual([]);
    expect(told[9]).toBe("env ");
    if (isolation().network) expect(told[10]).toBe("net ");
  });

  it("is ended with all that it is when it is to stop, whatever it does", async () => {
    let isOver = false;
    for (const loop of [
      "for (;;);",
      "hear();",
      "process.on('SIGTERM', () => {}); for (;;) say('call', '[]'), hear();",
    ]) {
      isOver = false;
      const made = await taken(`hear(); say("ready"); hear(); ${loop}`, { shouldStop: () => isOver });
      const ended = made.run("{}");
      isOver = true;
      expect(await ended).toEqual({ kind: "stopped" });
      made.dispose();
    }
  });

  it("is ended when it never begins", async () => {
    await expect(taken("hear(); for (;;);", { shouldStop: () => true })).rejects.toBeInstanceOf(VmBroken);
  });

  it("cannot flood its host with complaints", async () => {
    await expect(
      taken("hear(); process.stderr.write('x'.repeat(1e6)); process.exitCode = 1;"),
    ).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/^x{4096}$/) },
    });
  });
});
