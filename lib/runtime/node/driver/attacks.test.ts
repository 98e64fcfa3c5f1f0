/**
 * What agents try to get out of the process. The labels say what each of them is after; the ways that concern files, the network and
 * commands as such are with the calls, because they are the same for every driver.
 */
import { describe, expect, it } from "vitest";
import { type AgentRun, runAgent } from "../run/testing/run-agent";
import { REALM_WALK } from "./testing/realm-walk";

const SPEC = (exec = "") => `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
[capabilities.exec]
${exec}
[resources]
memory_limit = "96M"
`;
const run = (agent: string, more: Partial<AgentRun> = {}) =>
  runAgent(agent, { toml: SPEC(), driver: "node", ...more } as AgentRun);

describe("another realm", () => {
  it("is nowhere to be seen", async () => {
    const { stdout } = await run(REALM_WALK);
    const { seen, late, foreign } = JSON.parse(stdout);
    expect(foreign).toEqual([]);
    expect(seen).toBeGreaterThan(3000);
    expect(late).toBeGreaterThan(10);
  });

  it("shows, where text may be code, in nothing but an error of Node's, which is frozen and compiles nothing", async () => {
    const { stdout } = await run(REALM_WALK, { toml: SPEC("allow_dynamic_code = true") });
    const { foreign } = JSON.parse(stdout) as { foreign: string[] };
    expect(foreign.filter((path) => !/^rejection of .*(eval|Function)\(.*import/.test(path))).toEqual([]);

    const { stdout: told } = await run(
      `const error = await eval("import('node:fs')").catch((thrown) => thrown);
      const chain = []; for (let at = error; at; at = Object.getPrototypeOf(at)) chain.push(at);
      console.log(Object.isFrozen(chain.at(-1)), Object.isFrozen(chain.at(-2)), Object.isFrozen(error.constructor.constructor));
      for (const text of ["return 1", "return process", "return this"])
        try { console.log(error.constructor.constructor(text)()) } catch (thrown) { console.log(thrown.name) }`,
      { toml: SPEC("allow_dynamic_code = true") },
    );
    expect(told).toBe("true true true\nEvalError\nEvalError\nEvalError\n");
  });
});

it("text is code only where the spec says so", async () => {
  const agent = `for (const attempt of [() => eval("1"), () => new Function("return 1")(), () => (async () => {}).constructor("1")(), () => (() => {}).constructor("1")()])
    try { await attempt(); console.log("ran") } catch (e) { console.log(e.code) }`;
  expect((await run(agent)).stdout).toBe("ERR_ACCESS_DENIED\n".repeat(4));
  expect((await run(agent, { toml: SPEC("allow_dynamic_code = true") })).stdout).toBe("ran\n".repeat(4));
});

/** Each prints what it got; nothing of it may be the secret, or Node itself. */
const ATTACKS: Readonly<Record<string, string>> = {
  "the process behind the process": `for (const name of ["binding", "_linkedBinding", "dlopen", "_debugProcess", "_getActiveHandles", "reallyExit", "report", "permission", "mainModule"])
    try { console.log(name, typeof process[name], process[name]?.("fs") === undefined) } catch (e) { console.log(name, e.code) }`,
  "a getter in the place of a value that was looked at": `import fs from "node:fs";
    let asked = 0; const path = { toString() { return asked++ === 0 ? "agent.ts" : "/etc/passwd" }, [Symbol.toPrimitive]() { return this.toString() } };
    try { console.log(fs.readFileSync(path, "utf8").length) } catch (e) { console.log(e.code) }
    const view = new Uint8Array(8); Object.defineProperty(view, "byteLength", { get: () => 1 << 30 }); Object.defineProperty(view, "length", { get: () => 1 << 30 });
    try { fs.writeFileSync("out/view", view); console.log(fs.statSync("out/view").size < 4096) } catch (e) { console.log(e.code ?? e.name) }`,
  "prototypes that the shim might ask": `import fs from "node:fs";
    const { getPrototypeOf, defineProperty, hasOwn } = Object, own = Object.prototype, taken = { __proto__: null }, restore = { __proto__: null }; let count = 0, changed = 0;
    const note = (value) => { taken[count++] = value; };
    const change = (target, name, descriptor) => { restore[changed++] = [target, name, Object.getOwnPropertyDescriptor(target, name)]; defineProperty(target, name, { __proto__: null, configurable: true, ...descriptor }); };
    for (const [target, names] of [[Function.prototype, ["call", "apply", "bind"]], [Array.prototype, ["push", "map", "forEach", "join", "shift", "slice"]], [Map.prototype, ["get", "set"]],
      [Uint8Array.prototype, ["set", "subarray"]], [getPrototypeOf(Uint8Array.prototype), ["set", "subarray", "slice"]], [String.prototype, ["startsWith", "slice", "split"]], [JSON, ["parse", "stringify"]], [Reflect, ["apply"]]])
      for (const name of names) change(target, name, { value: function (...values) { note(this); for (let at = 0; at < values.length; at++) note(values[at]); } });
    for (const [target, name] of [[own, "text"], [own, "kind"], [own, "bytes"], [own, "get"], [Array.prototype, "0"]])
      change(target, name, { get() { note(this); return undefined }, set(value) { note(this); note(value); } });
    let told; try { told = fs.existsSync("agent.ts") } catch (e) { told = "failed" }
    for (let at = changed - 1; at >= 0; at--) { const [target, name, descriptor] = restore[at]; if (descriptor) defineProperty(target, name, descriptor); else delete target[name]; }
    let reached = false;
    for (let at = 0; at < count; at++) { const value = taken[at]; if (value === null || typeof value !== "object") continue; let root = value; for (let next; (next = getPrototypeOf(root)) !== null;) root = next; if (root !== own && hasOwn(root, "hasOwnProperty")) reached = true; }
    console.log("reached", reached, count > 0, told);`,
  "modules that start something": `export {}; for (const name of ["worker_threads", "vm", "inspector", "wasi", "cluster", "net", "dgram", "http2", "tls", "repl", "v8", "dns"]) {
    const module = await import(name).catch((e) => ({ e })); const first = ["Worker", "runInThisContext", "open", "WASI", "fork", "connect", "createSocket", "start", "setFlagsFromString", "lookup"].find((each) => module[each]);
    try { Reflect.construct(module[first] ?? module.default?.[first], ["x"]); console.log(name, "ran") } catch (e) { console.log(name, e.code ?? e.name) } }
    console.log(typeof WebAssembly)`,
  "a person's folder": `import { createRequire } from "node:module"; const require = createRequire("/"); 
    for (const path of ["/etc/passwd", "/proc/self/environ", "/proc/self/maps", "file:///etc/passwd", "../../../etc/passwd"]) { try { require(path); console.log("got") } catch (e) { console.log(e.code) } await import(path).then(() => console.log("got"), (e) => console.log(e.code)); }`,
};

describe("an agent does not get by", () => {
  it.each(Object.entries(ATTACKS))("%s", async (_, agent) => {
    const { stdout, stderr, end } = await run(agent, {
      env: { SECRET: "canary" },
      files: { "out/keep": "" },
    });
    expect(end.reason).toBe("exit");
    expect(stdout).not.toMatch(/canary|\bran\b|\bgot\b|root:|reached true/);
    expect(stdout, stderr).not.toBe("");
  });
});

describe("a bomb ends the run and nothing else", () => {
  const LONG = "30s";
  const SHORT = "700ms";
  it.each<[name: string, agent: string, time: string, reasons: readonly string[]]>([
    [
      "memory of the heap",
      "const all = []; for (;;) all.push(new Array(10000).fill(all.length));",
      LONG,
      ["broken"],
    ],
    [
      "memory beside it",
      "const all = []; for (;;) all.push(new Uint8Array(1 << 24).fill(1));",
      LONG,
      ["broken", "exit"],
    ],
    ["the stack", "const f = () => f() + 1; try { f() } catch (e) { console.log(e.name) }", LONG, ["exit"]],
    ["a promise storm", "const f = () => Promise.resolve().then(f).then(f); f();", SHORT, ["broken", "wall"]],
    ["jobs without end", "const f = () => queueMicrotask(f); f();", SHORT, ["wall"]],
    ["a loop", "for (;;);", SHORT, ["wall"]],
    ["a loop in C++", "/(a*)*b/.test('a'.repeat(64))", SHORT, ["wall"]],
    [
      "a wait that blocks",
      "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
      SHORT,
      ["wall", "exit"],
    ],
  ])("%s", async (_, agent, time, reasons) => {
    const toml = SPEC().replace('name = "tested"', `name = "tested"\nmax_runtime = "${time}"`);
    const { end, records } = await run(agent, { toml });
    expect(reasons).toContain(end.reason);
    expect(records.at(-1)?.type).toBe("session.close");
  });
});
