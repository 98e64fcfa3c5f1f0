/**
 * Agents that use all that guests have, for whoever holds drivers against each other: what each prints, how it ends and
 * every record of what it did have to be the same, in the same order.
 */
import type { AuditRecord } from "../../audit/record";

export const SPEC = `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**", "/tmp/**"]
write = ["/workspace/out/**", "/tmp/**"]
deny = ["**/*.key"]
approve = ["/workspace/out/final.txt"]
[capabilities.exec]
allow = ["cat *", "echo *", "cat", "node *"]
env = ["LANG", "HOME"]
`;
export const FILES: Readonly<Record<string, string>> = {
  "in/a.txt": "alpha\nbeta\n",
  "in/id.key": "secret",
  "in/data.json": '{"n":[1,2,3]}',
  "out/keep": "",
  "lib/one.mjs":
    "import { two } from './two.cjs'; export const one = two + 1; export { default as data } from '../in/data.json';",
  "lib/two.cjs": "exports.two = 2; exports.later = () => import('./three.ts');",
  "lib/three.ts": "export const three: number = 3; export const where = import.meta.url;",
  "lib/slow.mjs": "import { dep } from './dep.mjs'; await null; export const value = dep + 1;",
  "lib/dep.mjs": "await new Promise((done) => setTimeout(done, 1)); export const dep = 1;",
  "lib/wrong.mjs": "import { none } from './dep.mjs'; export { none };",
  "lib/broken.mjs": "export default (;",
  "lib/throws.mjs": "throw new RangeError('thrown while loading');",
  "child.js": "console.log('child', process.argv.slice(2).join('+')); process.exitCode = 3;",
  "node_modules/pack/package.json":
    '{"name":"pack","exports":{".":{"import":"./esm.js","require":"./cjs.cjs"}},"type":"module"}',
  "node_modules/pack/esm.js": "export default 'esm';",
  "node_modules/pack/cjs.cjs": "module.exports = 'cjs';",
};

export const AGENTS: Readonly<Record<string, string>> = {
  "files, sync and not": `
    import fs from "node:fs"; import { readFile, writeFile, readdir } from "node:fs/promises"; import path from "node:path";
    const t = (f) => { try { const v = f(); console.log(v === undefined ? "done" : v) } catch (e) { console.log(e.code, e.syscall, e.path, e.message) } };
    t(() => fs.readFileSync("in/a.txt", "utf8")); t(() => fs.readFileSync("in/id.key")); t(() => fs.readFileSync("none"));
    t(() => fs.writeFileSync("out/x", "x".repeat(70000))); t(() => fs.statSync("out/x").size); t(() => fs.appendFileSync("out/x", "y"));
    t(() => fs.mkdirSync("out/deep/er", { recursive: true })); t(() => fs.renameSync("out/x", "out/deep/y")); t(() => fs.rmSync("out/deep", { recursive: true }));
    t(() => fs.writeFileSync("in/a.txt", "no")); t(() => fs.symlinkSync("/etc/passwd", "out/link")); t(() => fs.existsSync("/etc/passwd"));
    const fd = fs.openSync("out/fd", "w+"); fs.writeSync(fd, "0123456789"); const b = Buffer.alloc(4); fs.readSync(fd, b, 0, 4, 3); console.log(String(b)); fs.ftruncateSync(fd, 2); fs.closeSync(fd);
    console.log(await readFile("out/fd", "utf8"), (await readdir("in")).join());
    await writeFile("/tmp/t", "tmp"); fs.createReadStream("/tmp/t").on("data", (d) => console.log("chunk", String(d))).on("close", () => console.log("closed"));
    await new Promise((done) => fs.readFile("in/id.key", (e) => { console.log(e.code); done(); }));
    for await (const dirent of await fs.promises.opendir(".")) if (dirent.isFile()) console.log(dirent.name);`,

  "modules of every kind": `
    import { one, data } from "./lib/one.mjs"; import pack from "pack"; import { createRequire } from "node:module";
    const require = createRequire(import.meta.url);
    console.log(one, data, pack, require("pack"), typeof require("node:fs").readFileSync, import.meta.filename);
    const { later } = require("./lib/two.cjs"); console.log(await later());
    for (const name of ["./lib/broken.mjs", "./lib/none.mjs", "./lib/throws.mjs", "node:none", "none", "data:text/javascript,1", "http://x.example/y.js"])
      await import(name).then(() => console.log("imported", name), (e) => console.log(name, e.name, e.code, e instanceof Error));
    const many = await Promise.all(["./lib/slow.mjs", "./lib/slow.mjs", "./lib/dep.mjs", "./lib/slow.mjs"].map((name) => import(name))); console.log(many.map((each) => each.value ?? each.dep), many[0] === many[1]);
    const bad = await Promise.allSettled(["./lib/wrong.mjs", "./lib/wrong.mjs", "./lib/dep.mjs"].map((name) => import(name))); console.log(bad.map(({ status, reason }) => [status, reason?.name, reason instanceof SyntaxError]));
    for (const name of ["./lib/one.mjs", "./none", "../../etc/passwd"]) try { require(name); console.log("required") } catch (e) { console.log(e.code) }
    console.log((await import("./lib/three.ts")).three, (await import("./lib/three.ts")) === (await import("/workspace/lib/three.ts")));`,

  "commands and children": `
    import { execSync, exec, spawn, spawnSync } from "node:child_process";
    console.log(execSync("cat in/a.txt | cat", { encoding: "utf8" }), spawnSync("rm", ["in/a.txt"]).error?.code);
    try { execSync("rm -rf out") } catch (e) { console.log("refused", e.status) }
    await new Promise((done) => exec("node child.js a b", (error, stdout) => { console.log(error?.code, stdout); done(); }));
    await new Promise((done) => spawn("echo", ["said"]).on("close", (code) => { console.log("closed", code); done(); }));`,

  "timers, ticks, jobs and signals": `
    const order = []; const note = (x) => order.push(x);
    setTimeout(() => note("timeout 1"), 1); await new Promise((done) => setImmediate(done)); note("immediate"); setTimeout(() => note("timeout 50"), 50);
    process.nextTick(() => note("tick")); queueMicrotask(() => note("micro")); Promise.resolve().then(() => note("then")).then(() => process.nextTick(note, "late tick"));
    const { setTimeout: sleep } = await import("node:timers/promises"); await sleep(60);
    let beats = 0; await new Promise((done) => { const id = setInterval(() => { if (++beats === 3) { clearInterval(id); done(); } }, 1); });
    console.log(order.filter((x) => x !== "timeout 1").join(), order.includes("timeout 1"), beats);
    process.on("beforeExit", () => { if (beats++ < 5) setTimeout(() => console.log("again", beats), 1); }); process.on("exit", (code) => console.log("exit", code)); process.exitCode = 9;`,

  "what nobody catches": `
    import { readFileSync } from "node:fs";
    console.log("begun"); console.error("to stderr"); setTimeout(() => { readFileSync("in/a.txt"); throw Object.assign(new TypeError("not caught"), { code: "E_OWN" }); }, 1); setTimeout(() => console.log("never"), 500);`,

  "what nobody listens to": `
    process.on("unhandledRejection", (reason, promise) => console.log("unhandled", reason.message, promise instanceof Promise));
    Promise.reject(new Error("one")); const late = Promise.reject(new Error("handled in time")); await null; late.catch(() => console.log("caught"));
    await new Promise((done) => setTimeout(done, 5)); process.removeAllListeners("unhandledRejection"); Promise.reject(new RangeError("two"));`,

  "variables, arguments, digests and a person": `
    import fs from "node:fs"; import crypto from "node:crypto"; import os from "node:os";
    console.log(process.env.LANG, process.env.SECRET, Object.keys(process.env), process.argv.slice(2), process.cwd(), process.platform, os.hostname());
    console.log(crypto.createHash("sha256").update("x").digest("hex"), crypto.createHmac("sha1", "k").update("x").digest("base64"), crypto.randomBytes(8).length);
    fs.writeFileSync("out/final.txt", "asked"); process.chdir("in"); console.log(fs.readFileSync("a.txt", "utf8").length); process.chdir("/etc");`,

  "the end in the middle": `
    process.on("exit", () => console.log("leaving")); console.log("before"); process.exit(4); console.log("after");`,

  "the end by its own hand": `
    import fs from "node:fs"; process.on("exit", () => console.log("never")); console.log(fs.readFileSync("in/a.txt", "utf8").length); process.abort();`,
};

/** What the host has, and what the agents are started with. */
export const STARTED_WITH = { env: { LANG: "C", SECRET: "host" }, argv: ["one", "two words"] } as const;

/** A name that was drawn by lot, for a folder of its own. */
const DRAWN = /drawn-[A-Za-z0-9]{6}/g;

/** What of a record says what happened: neither when nor in which session, nor in which a child runs, whose digests are salted. Stacks are an engine's own. */
export function told({ type, data }: AuditRecord): unknown {
  if (type === "session.open" || type === "session.close") return type;
  const isStack = type === "agent.output" && data.stream === "stderr";
  const volatile = new Set(["sha256", "action_sha256", "expires", "call", ...(isStack ? ["bytes"] : [])]);
  const text = JSON.stringify({ type, data }, (key, value) => (volatile.has(key) ? undefined : value));
  return JSON.parse(text.replace(DRAWN, "drawn"));
}
