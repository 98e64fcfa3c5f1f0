/** What the editor tells of the world of agents, held to the list of what there is, and to what was tried in it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentUsing, readUses, USES } from "../../lib/runtime/testing/uses";
import { AGENT_TYPES } from "./agent-types-list";

const ROOT = new URL("../../", import.meta.url).pathname;
const TYPES = join(ROOT, "public/types");
const TARGET = ["--noEmit", "--target", "esnext", "--lib", "es2023", "--types", "", "--ignoreConfig"];
const MODULES = ["--module", "esnext", "--moduleResolution", "bundler", "--allowImportingTsExtensions"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "agent-types-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says of these agents. */
function check(agents: Readonly<Record<string, string>>, ...options: string[]): string {
  const paths = Object.entries(agents).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const types = AGENT_TYPES.map((name) => join(TYPES, `${name}.d.ts`));
  try {
    return execFileSync(
      join(ROOT, "node_modules/.bin/tsc"),
      [...TARGET, ...MODULES, ...options, ...types, ...paths],
      {
        encoding: "utf8",
      },
    );
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Modules with their calls, as docs/guest-api.md marks them. */
function listed(): Map<string, { there: string[]; missing: string[] }> {
  const modules = new Map<string, { there: string[]; missing: string[] }>();
  let current = { there: [] as string[], missing: [] as string[] };
  for (const line of readFileSync(join(ROOT, "docs/guest-api.md"), "utf8").split("\n")) {
    const [, name] = /^## (\S+)$/.exec(line) ?? [];
    const [, call, mark] = /^\| `(\w+)` \| (yes|partly|no) \|/.exec(line) ?? [];
    if (name !== undefined) {
      current = { there: [], missing: [] };
      modules.set(name.startsWith("aegis:") ? name : `node:${name}`, current);
    } else if (call !== undefined) (mark === "no" ? current.missing : current.there).push(call);
  }
  return modules;
}

it("is in the files of one folder, all of which the editor loads", () => {
  expect(readdirSync(TYPES).sort()).toEqual(AGENT_TYPES.map((name) => `${name}.d.ts`).sort());
});

describe("the list of calls", () => {
  it("is what the types have: what is there and nothing that is not", () => {
    const modules = [...listed()];
    expect(modules.length).toBeGreaterThan(40);
    const agents = modules.map(([name, { there, missing }], index) => {
      const none = there.length === 0;
      const lines = [
        ...(none ? ["// @ts-expect-error: all of it is missing"] : []),
        `import * as all from ${JSON.stringify(name)};`,
        ...there.map((call) => `void all.${call};`),
        ...(none ? [] : missing.flatMap((call) => ["// @ts-expect-error", `void all.${call};`])),
      ];
      return [`module-${index}.ts`, lines.join("\n")] as const;
    });
    expect(check(Object.fromEntries(agents), "--strict")).toBe("");
  });

  it("type-checks as it was tried in the sandbox", () => {
    const agents = USES.map((name) => {
      const text = readFileSync(join(ROOT, `lib/runtime/testing/uses/${name}.txt`), "utf8");
      return [`use-${name}.ts`, agentUsing(readUses(text), "http://127.0.0.1:1")] as const;
    });
    // They were written to be run: their callbacks say no types.
    expect(check(Object.fromEntries(agents), "--strict", "false", "--noImplicitAny", "false")).toBe("");
  });
});

it("says what comes out, to whoever is strict about it", () => {
  expect(check({ "strict.ts": STRICT }, "--strict", "--noUncheckedIndexedAccess")).toBe("");
});

it("has the modules by their short names, too", () => {
  const short = readFileSync(join(TYPES, "short-names.d.ts"), "utf8");
  const names = [...listed()].filter(([name, { there }]) => name.startsWith("node:") && there.length > 0);
  for (const [name] of names) expect(short).toContain(`declare module "${name.slice("node:".length)}" {`);
  const agent =
    'import fs, { readFileSync } from "fs"; import * as path from "path"; void [fs.rmSync, readFileSync, path.sep];';
  expect(check({ "short.ts": agent }, "--strict")).toBe("");
});

const STRICT = `
import assert, { strictEqual } from "node:assert";
import EventEmitter, { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, createReadStream, readFile as readFileLater } from "node:fs";
import { mkdir, open, readFile } from "node:fs/promises";
import * as path from "node:path";
import { join } from "node:path";
import { exec, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { parseArgs, promisify } from "node:util";
import { pipeline } from "node:stream/promises";
import { Readable, Transform } from "node:stream";
import process, { argv } from "node:process";
import { call, tools } from "aegis:tools";
import { chat, type Message } from "aegis:model";
import { input, reply, spawn as start } from "aegis:agents";

const text: string = readFileSync("a", "utf8");
const bytes: Buffer = readFileSync("a");
const names: string[] = readdirSync(".");
const kinds: boolean[] = readdirSync(".", { withFileTypes: true }).map((each) => each.isFile());
const size: number | undefined = statSync("a", { throwIfNoEntry: false })?.size;
const later: Promise<string> = readFile("a", { encoding: "utf8" });
const first: string | undefined = await mkdir("a/b", { recursive: true });
const handle = await open("a");
const lines: AsyncIterable<string> = handle.readLines();
const there: boolean = existsSync(new URL("file:///a"));
const joined: string = join(path.sep, path.posix.basename("a"));
const said: string = execFileSync("git", ["log"], { encoding: "utf8" });
const child = spawn("node", ["x.js"]);
child.on("close", (code: number | null) => void code);
child.stdout.pipe(process.stdout);
const digest: string = createHash("sha256").update(bytes).digest("hex");
const { values } = parseArgs({ options: { all: { type: "boolean" }, name: { type: "string" } } });
const all: boolean | undefined = values.all;
const name: string | undefined = values.name;
await pipeline(createReadStream("a"), new Transform({ transform(piece, _, done) { this.push(piece); done(); } }), process.stdout);
for await (const piece of Readable.from(["a"])) void piece;
const sleep: (ms: number) => Promise<unknown> = promisify((ms: number, done: (error: Error | null, v: 1) => void) => void [ms, done]);
const file: Promise<string> = promisify(readFileLater)("a", "utf8");
const run: Promise<{ stdout: string }> = promisify(exec)("git log");
class Bell extends EventEmitter {}
const [rang] = await once(new Bell(), "ring");
const answer: Response = await fetch("https://example.com", { method: "POST", body: "x", headers: { a: "b" } });
const found: any = await tools["weather.get"]?.({ city: "Bern" });
const messages: Message[] = [{ role: "user", content: "hi" }];
const reply1 = await chat({ model: "default", messages });
const finish: "stop" | "tool_calls" | "length" = reply1.finish;
for await (const piece of chat({ model: "default", messages, stream: true })) void (piece.text ?? piece.call?.name ?? piece.end?.usage);
const ended = await start("child", { a: 1 });
const code: number = ended.code;
reply(input());
const timer: NodeJS.Timeout = setTimeout((a: number) => void a, 1, 2);
timer.unref();
clearTimeout(timer);
const unknownValue: unknown = await call("a");
assert(typeof unknownValue === "string");
const narrowed: string = unknownValue;
strictEqual(argv.length, 2);
try { readFileSync("x") } catch (error) { if ((error as NodeJS.ErrnoException).code === "ERR_ACCESS_DENIED") throw error; }
const env: string | undefined = process.env.LANG;
console.log(text, names, kinds, size, later, first, lines, there, joined, said, digest, all, name, sleep, rang, answer, found, finish, code, narrowed, env, file, run);
// @ts-expect-error: an agent has no document
void document.title;
// @ts-expect-error: the encoding is none
readFileSync("a", "utf9");
`;
