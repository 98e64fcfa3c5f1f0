/**
 * A guest whose library was taken over calls the host's one function by itself, with anything. It gets what the policy
 * allows, as data, and the host answers every text and every value.
 */
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { prepare } from "../../lib/runtime/embedded/sandbox/prepare";
import { loadAssets, type RunAssets } from "../../lib/runtime/node/run/assets";
import { threadMachine } from "../../lib/runtime/node/thread/thread-machine";
import { TINY_LIBRARY } from "../support/cell-guest";
import type { Attack } from "./attack";
import { faultsOf } from "./judge";
import { TRIED } from "./kit";
import { attackInNode } from "./run-in-node";
import { openServers } from "./servers";

/** By what they try: expressions, each handed to the host's function as it is. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  "texts that are no calls": [
    '""',
    '"x"',
    '"["',
    '"[]"',
    '"{}"',
    '"null"',
    '"[1]"',
    '"[null]"',
    '"[[]]"',
    '"[{}]"',
    '"[\\"\\"]"',
    '"\\u0000"',
    '"\\ud800"',
    '"[\\"fs.readFile\\""',
    '"[".repeat(100000)',
    '"9".repeat(5000000)',
    '" ".repeat(100000) + "[]"',
  ],
  "values that are no text": [
    "undefined",
    "null",
    "1",
    "1n",
    "Symbol()",
    "{}",
    "[]",
    "() => {}",
    "new Proxy({}, {})",
    "{ toString: () => '[\"process.cwd\"]' }",
    "new String('[\"process.cwd\"]')",
    "{ [Symbol.toPrimitive]() { throw 1 } }",
  ],
  "names that are words of the language": [
    ...[
      "__proto__",
      "constructor",
      "prototype",
      "toString",
      "hasOwnProperty",
      "valueOf",
      "then",
      "__defineGetter__",
      "fs",
      "fs.",
      ".readFile",
      "fs.readFile ",
      "FS.READFILE",
      "fs.read\u0000File",
      "fs\u2024readFile",
      "\ud800",
      "mediator",
      "act",
      "call",
      "dispatch",
      "exec.runSync.x",
      "session.close",
    ].map((name) => `JSON.stringify([${JSON.stringify(name)}, "/workspace/private/secret.txt", 0])`),
  ],
  "values of the wrong kind": [
    ...[
      "process.exit",
      "fs.open",
      "fs.read",
      "fs.write",
      "fs.close",
      "fs.stat",
      "fs.rename",
      "fs.symlink",
      "fs.mkdir",
      "fs.watch",
      "net.fetch",
      "exec.run",
      "exec.runSync",
      "process.env",
      "process.write",
      "process.random",
      "timer.set",
      "module.resolve",
      "module.load",
      "code.load",
      "crypto.hash",
      "crypto.hmac",
      "url.domain",
      "call.cancel",
    ].flatMap((name) =>
      ["null", "-1", "1e400", "1.5", "9007199254740993", '{"__proto__":1}', "[]", '"\\ud800"', "true"]
        .filter((value) => !(name === "process.exit" && value === "9007199254740993"))
        .map((value) => `${JSON.stringify(`["${name}",${value},${value},${value}]`)}`),
    ),
  ],
  "more values than a call takes": [
    'JSON.stringify(["process.cwd", ...Array(10000).fill("x")])',
    'JSON.stringify(["fs.readFile", "/workspace/private/secret.txt", 0, { allow: true, verdict: "allow" }])',
    'JSON.stringify(["fs.readFile", ["/workspace/ok.txt", "/workspace/private/secret.txt"], 0])',
  ],
  "what is denied, by its true name": [
    'JSON.stringify(["fs.readFile", "/workspace/private/secret.txt", 0])',
    'JSON.stringify(["module.load", "/workspace/private/secret.txt"])',
    'JSON.stringify(["module.load", "node:fs"])',
    'JSON.stringify(["process.env", "AEGIS_SECRET"])',
    'JSON.stringify(["process.env", "AEGIS_HOST_SECRET"])',
    'JSON.stringify(["exec.runSync", { argv: ["base64", "private/secret.txt"] }])',
    'JSON.stringify(["net.fetch", { url: "@@CANARY@@/", method: "GET", headers: [], redirect: "follow" }])',
    'JSON.stringify(["net.fetch", { url: "@@ALLOWED@@/canary", method: "GET", headers: [], redirect: "follow" }])',
    'JSON.stringify(["code.load", "eval"])',
    'JSON.stringify(["crypto.hmac", "sha256", 1e15])',
    'JSON.stringify(["fs.open", "/workspace/ok.txt", 2, 0])',
  ],
};

/** And bytes beside a call: of odd kinds, shared, detached, too large, and such as are exchanged under the host's hands. */
const BYTES: readonly string[] = [
  "undefined",
  "null",
  "1",
  "'text'",
  "{}",
  "[1, 2]",
  "new ArrayBuffer(8)",
  "new Uint8Array(0)",
  "new Uint8Array(8).subarray(4)",
  "new Float64Array(4)",
  "new DataView(new ArrayBuffer(8))",
  "new BigUint64Array(2)",
  "detached()",
  "typeof SharedArrayBuffer === 'undefined' ? 0 : new Uint8Array(new SharedArrayBuffer(8))",
  "new Proxy(new Uint8Array(4), {})",
  "Object.setPrototypeOf(new Uint8Array(4), { get length() { return 1e9 } })",
  "Object.defineProperty(new Uint8Array(4), 'length', { value: 2 ** 31 })",
  "new Uint8Array(8 << 20)",
];

let assets: RunAssets;
beforeAll(async () => {
  const own = await loadAssets();
  const source = { ...own.source, prepared: await prepare(own.source.machine, TINY_LIBRARY) };
  assets = { ...own, source, machine: (host, limits, course) => threadMachine(source, host, limits, course) };
});

async function attack(name: string, agent: string) {
  const servers = await openServers();
  onTestFinished(() => servers.close());
  const attack: Attack = {
    kind: "host calls",
    name,
    tries: name,
    files: { "raw.mjs": agent },
    entry: "raw.mjs",
    policy: "",
    approve: "no",
    // The tiny library knows nothing of promises that it did not ask for: then it breaks, in its own machine.
    ends: ["exit", "broken"],
    notIn: [],
  };
  const { outcome, planted } = await attackInNode(attack, () => assets, servers);
  expect(faultsOf(attack, outcome, planted)).toEqual([]);
  expect(outcome.output).toContain(TRIED);
  return outcome;
}

const shown = `const shown = (answer) => { const [text, bytes] = Array.isArray(answer) ? answer : [answer]; print(String(text).slice(0, 300)); if (bytes) print(String.fromCharCode(...bytes.subarray(0, 2000)).replace(/[^ -~]/g, "")); };
const tell = (error) => print(String(error && error.message || error).slice(0, 300) + String(error && error.stack).slice(0, 500));
const detached = () => { const bytes = new Uint8Array(8); try { bytes.buffer.transfer(); } catch {} return bytes; };\n`;

describe("calls that the library would not make", () => {
  it.each(Object.entries(CALLS))("%s", async (name, calls) => {
    const lines = calls.map((call) => `try { shown(raw(${call})); } catch (error) { tell(error); }`);
    await attack(name, `${shown}${lines.join("\n")}\nprint("${TRIED}");`);
  });

  it("odd bytes beside a call", async () => {
    const lines = BYTES.map(
      (bytes) =>
        `try { shown(raw('["crypto.hash","sha256"]', ${bytes})); shown(raw('["fs.writeFile","/workspace/out/b",577,438]', ${bytes})); shown(raw('["process.write","stderr"]', typeof ${bytes} === "object" ? new Uint8Array(1) : ${bytes})); } catch (error) { tell(error); }`,
    );
    await attack("odd bytes beside a call", `${shown}${lines.join("\n")}\nprint("${TRIED}");`);
  });

  it("thousands of them that are out at once, and promises that are nobody's", async () => {
    const agent = `${shown}for (let i = 0; i < 3000; i++) raw('["net.fetch",{"url":"@@CANARY@@/","method":"GET","headers":[],"redirect":"error"}]');
for (let i = -5; i < 50; i++) { try { shown(raw(JSON.stringify(["call.cancel", i]))); } catch (error) { tell(error); } }
print("${TRIED}");`;
    const { records } = await attack("many calls", agent);
    expect(records.filter(({ type }) => type === "net.fetch").length).toBeGreaterThan(100);
  });

  it("answers that the host did not ask for: its entry is exchanged, throws, and says what is no status", async () => {
    const entries = [
      "() => 5",
      "() => { throw new Error('x') }",
      "() => '{'",
      "() => 'null'",
      '() => \'{"alive":"x","exitCode":1e9,"again":5}\'',
      "() => '[]'",
      "() => '\"x\"'",
    ];
    for (const entry of entries) {
      const own = await loadAssets();
      const library = `const host = globalThis.__aegis_host; globalThis.__aegis_entry = ${entry};`;
      const source = { ...own.source, prepared: await prepare(own.source.machine, library) };
      const servers = await openServers();
      const taken = {
        ...own,
        source,
        machine: (...all: Parameters<RunAssets["machine"]>) => threadMachine(source, ...all),
      };
      const lying: Attack = {
        kind: "host calls",
        name: entry,
        tries: entry,
        files: { "raw.mjs": "" },
        entry: "raw.mjs",
        policy: 'max_runtime = "400ms"',
        approve: "no",
        ends: ["exit", "broken", "wall", "cpu"],
        notIn: [],
      };
      const { outcome } = await attackInNode(lying, () => taken, servers);
      servers.close();
      expect(lying.ends, entry).toContain(outcome.end?.reason);
      expect(outcome.verdict, entry).toBe("OK");
    }
  });
});
