/** What the peer's server does: one container at a time, which is a folder and processes of this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { type FSWatcher, watch } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import type { Ask, Branch, Leaf, Tell } from "./protocol";

const FILE = 1;
const FOLDER = 2;
const OTHER = 3;

export class Work {
  readonly #tell: (tell: Tell) => void;
  readonly #processes = new Map<number, ChildProcess>();
  readonly #watches = new Map<number, FSWatcher>();
  /** Processes that do not end when they are told to. */
  isDeaf = false;
  #root = "";
  #last = 0;
  #booted = 0;

  constructor(tell: (tell: Tell) => void) {
    this.#tell = tell;
  }

  /** The container's working folder, for whoever goes past it. */
  get folder(): string {
    return join(this.#root, "home");
  }
  /** How many containers there have been. */
  get boots(): number {
    return this.#booted;
  }
  get living(): number {
    return this.#processes.size;
  }

  async do(ask: Ask): Promise<unknown> {
    switch (ask.op) {
      case "boot":
        return this.#boot();
      case "teardown":
        return this.end();
      case "mount":
        return this.#put(this.#at(ask.at ?? "."), JSON.parse(ask.tree) as Branch);
      case "export":
        return Buffer.from(JSON.stringify(await this.#take(this.#at(ask.path)))).toString("base64");
      case "run":
        return this.#run(ask);
      case "input":
        return this.#input(ask.process, ask.text);
      case "kill":
        if (!this.isDeaf) this.#processes.get(ask.process)?.kill("SIGKILL");
        return undefined;
      case "watch":
        return this.#watch(ask.path, ask.recursive);
      case "unwatch":
        this.#watches.get(ask.watch)?.close();
        return void this.#watches.delete(ask.watch);
      default:
        return this.#file(ask);
    }
  }

  async end(): Promise<void> {
    for (const each of this.#watches.values()) each.close();
    this.#watches.clear();
    const gone = [...this.#processes.values()].map(
      (child) => new Promise((done) => child.once("close", done)),
    );
    for (const child of this.#processes.values()) child.kill("SIGKILL");
    await Promise.all(gone);
    if (this.#root !== "") await rm(this.#root, { recursive: true, force: true });
    this.#root = "";
    this.isDeaf = false;
  }

  async #boot() {
    await this.end();
    this.#booted += 1;
    this.#root = await mkdtemp(join(tmpdir(), "aegis-peer-"));
    await mkdir(this.folder);
    return { cwd: this.folder, path: "/usr/bin" };
  }

  #at(path: string): string {
    const at = join(this.folder, normalize(`/${path}`));
    if (this.#root === "") throw new Error("there is no container");
    return at;
  }

  async #put(at: string, { d }: Branch): Promise<void> {
    await mkdir(at, { recursive: true });
    for (const [name, entry] of Object.entries(d)) {
      const path = join(at, name);
      if ("d" in entry) await this.#put(path, entry);
      else if ("l" in entry.f) await symlink(entry.f.l, path);
      else await writeFile(path, Buffer.from(entry.f.c, entry.f.b ? "latin1" : "utf8"));
    }
  }

  async #take(at: string): Promise<Branch> {
    const d: Record<string, Branch | Leaf> = {};
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) d[entry.name] = await this.#take(path);
      else if (entry.isFile())
        d[entry.name] = { f: { c: (await readFile(path)).toString("latin1"), b: true } };
    }
    return { d };
  }

  #run({ command, args, env }: Extract<Ask, { op: "run" }>): number {
    this.#last += 1;
    const process_ = this.#last;
    const program = command === "node" ? process.execPath : command;
    const child = spawn(program, args, { cwd: this.folder, env: env as NodeJS.ProcessEnv });
    this.#processes.set(process_, child);
    // As a terminal has it: both streams in one, and lines that end with CR LF.
    const say = (chunk: Buffer) => {
      const text = chunk.toString("latin1").replace(/\n/g, "\r\n");
      this.#tell({
        kind: "output",
        process: process_,
        bytes: Buffer.from(text, "latin1").toString("base64"),
      });
    };
    child.stdout.on("data", say);
    child.stderr.on("data", say);
    child.stdin.on("error", () => {});
    child.on("error", () => {});
    child.on("close", (code) => {
      this.#processes.delete(process_);
      this.#tell({ kind: "exit", process: process_, code: code ?? 137 });
    });
    return process_;
  }

  /** Said back, as a terminal does until it is told not to. */
  #input(process_: number, text: string): void {
    const echo = Buffer.from(text.replace(/\n/g, "\r\n")).toString("base64");
    this.#tell({ kind: "output", process: process_, bytes: echo });
    this.#processes.get(process_)?.stdin?.write(text);
  }

  #watch(path: string, recursive: boolean): number {
    this.#last += 1;
    const id = this.#last;
    const watcher = watch(this.#at(path), { recursive }, (event, name) => {
      this.#tell({ kind: "watch", watch: id, event, name: name ?? "" });
    });
    watcher.on("error", () => {});
    this.#watches.set(id, watcher);
    return id;
  }

  async #file(ask: Extract<Ask, { path: string }>): Promise<unknown> {
    const at = this.#at(ask.path);
    switch (ask.op) {
      case "readFile":
        return (await readFile(at)).toString("base64");
      case "writeFile":
        return writeFile(at, Buffer.from(ask.bytes, "base64"));
      case "mkdir":
        return mkdir(at, { recursive: true });
      case "rm":
        return rm(at, { recursive: true, force: ask.force });
      case "rename":
        return rename(at, this.#at(ask.to));
      case "readdir":
        return (await readdir(at, { withFileTypes: true })).map((entry) => ({
          name: entry.name,
          type: entry.isFile() ? FILE : entry.isDirectory() ? FOLDER : OTHER,
        }));
      default:
        throw new Error(`no ${ask.op}`);
    }
  }
}
