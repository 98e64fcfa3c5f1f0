/**
 * The hand-shake. Before anything of the agent's, a script of ours runs in the process as an agent would, and tries to read a
 * file that truly lies in the container and that must be refused. It is proven when three things agree: the page saw each try
 * as a call and refused it, the script says that each was refused, and it knows the word of this very run.
 *
 * A process in which the shim is not in force would read the file and say what is in it; one that only claims to be refused has
 * not asked; one that answers from memory does not know the word. It does not show that there is no way around the shim.
 */
import type { Mediator } from "../../../mediator/mediator";
import type { Decision } from "../../../policy";
import { Dispatch } from "../../calls/dispatch";
import type { Handlers } from "../../calls/handler";
import type { Message } from "../../calls/protocol";
import { fileError, fileRefusal, Refused } from "../../calls/refused";
import { CallFault } from "../../calls/values";
import type { Builtins } from "../../embedded/modules/loader";
import type { Host, ModuleReply } from "../../embedded/vm/interface";
import { FsError } from "../../files";
import { ContainerFault } from "../fault";
import { type Disk, OWN_FOLDER, toDisk } from "./disk";
import type { Link } from "./link";

export interface CanaryOptions {
  readonly link: Pick<Link, "realm" | "order">;
  readonly disk: Pick<Disk, "writeFile" | "rm">;
  /** The container's own absolute path of what the guest sees as its root. */
  readonly workdir: string;
  readonly mediator: Pick<Mediator, "act">;
  readonly verdictOf: (path: string) => Decision["verdict"];
  readonly builtins: Builtins;
  random(bytes: Uint8Array): void;
}

const SCRIPT = "aegis:canary";
const START: Message = { kind: "start", entry: SCRIPT, argv: [], pid: 2, isTty: false, allowsText: false };
const TURN: Message = { kind: "turn" };
const WAYS = ["readFileSync", "openSync", "readFile"] as const;
const REFUSED = "EACCES";
/** What the script does takes a few turns; a process that needs more of them is doing something else. */
const MOST_TURNS = 200;
const SAID_LIMIT_BYTES = 4096;

/** Rejects with a ContainerFault for whatever answers in another way. How long it may take is the caller's business. */
export async function prove(options: CanaryOptions): Promise<void> {
  const { link, disk, workdir } = options;
  const word = hexOf(options.random);
  const secret = hexOf(options.random);
  const own = `${OWN_FOLDER}/${hexOf(options.random)}`;
  const canary = new Canary(options, word, `${workdir.replace(/\/$/, "")}${own}`);
  await disk.writeFile(toDisk(own), new TextEncoder().encode(secret));
  try {
    await link.realm(canary.host, { allowsCode: false });
    await run(link, canary);
    canary.judge(secret);
  } finally {
    await disk.rm(toDisk(own), { recursive: true, force: true });
  }
}

async function run(link: CanaryOptions["link"], canary: Canary): Promise<void> {
  await link.order("run", JSON.stringify(START));
  for (let turns = 0; !canary.hasSaid && turns < MOST_TURNS; turns++) {
    await link.order("run", JSON.stringify(TURN));
  }
}

class Canary {
  readonly host: Host;
  readonly #options: CanaryOptions;
  readonly #word: string;
  readonly #path: string;
  readonly #handlers: Partial<Handlers>;
  #refusals = 0;
  #said = "";

  constructor(options: CanaryOptions, word: string, path: string) {
    this.#options = options;
    this.#word = word;
    this.#path = path;
    this.#handlers = this.#newHandlers();
    const dispatch = new Dispatch({ handlers: this.#handlers, settled: () => {}, failed: () => {} });
    this.host = {
      // Whatever else the library asks for on its way is ours to ignore: there is no session yet.
      call: (text, bytes) => (this.#isKnown(text) ? dispatch.call(text, bytes) : { text: "{}" }),
      resolve: (_, specifier) =>
        specifier === SCRIPT || this.#isBuiltin(specifier) ? { text: specifier } : { error: "Not here." },
      load: (name) => this.#load(name),
      shouldStop: () => false,
      now: () => 0n,
      random: options.random,
    };
  }

  get hasSaid(): boolean {
    return this.#said !== "";
  }

  judge(secret: string): void {
    if (this.#said.includes(secret)) throw new ContainerFault("bypassed");
    const expected = JSON.stringify([this.#word, ...WAYS.map(() => REFUSED)]);
    if (this.#said !== expected || this.#refusals < WAYS.length) throw new ContainerFault("forged");
  }

  #isKnown(text: string): boolean {
    const name = /^\["([a-zA-Z.]+)"/.exec(text)?.[1] ?? "";
    return Object.hasOwn(this.#handlers, name);
  }

  #newHandlers(): Partial<Handlers> {
    const read = (path: string) => this.#refuse(path);
    return {
      "fs.readFile": (values) => read(values.text(0)),
      "fs.open": (values) => read(values.text(0)),
      "process.write": (_, bytes) => {
        const text = new TextDecoder().decode(bytes?.subarray(0, SAID_LIMIT_BYTES));
        this.#said = (this.#said + text).slice(0, SAID_LIMIT_BYTES);
        return {};
      },
    };
  }

  /** Refused by the policy where that has a say, and on the record; else by us: it is nobody's file. */
  async #refuse(path: string): Promise<never> {
    const place = { syscall: "open", path };
    if (path === this.#path) this.#refusals += 1;
    const { mediator, verdictOf } = this.#options;
    if (verdictOf(path) === "deny") {
      try {
        await mediator.act({ requests: [{ op: "fs.read", path }], outside: false, perform: () => {} });
      } catch (thrown) {
        if (thrown instanceof Refused) throw new CallFault(fileRefusal(thrown, place));
        throw thrown;
      }
    }
    throw new CallFault(fileError(new FsError(REFUSED, "open", path)));
  }

  #load(name: string): ModuleReply {
    if (name === SCRIPT) return { text: scriptOf(this.#word, this.#path) };
    if (this.#isBuiltin(name)) return { text: this.#options.builtins.text(name.slice("node:".length)) };
    return { error: "Not here." };
  }

  #isBuiltin(name: string): boolean {
    return name.startsWith("node:") && this.#options.builtins.has(name.slice("node:".length));
  }
}

function scriptOf(word: string, path: string): string {
  return `
    import fs from "node:fs";
    import { stdout } from "node:process";
    const path = ${JSON.stringify(path)};
    const ways = [
      () => fs.readFileSync(path, "utf8"),
      () => fs.readFileSync(fs.openSync(path, "r"), "utf8"),
      () => fs.promises.readFile(path, "utf8"),
    ];
    const said = [${JSON.stringify(word)}];
    for (const way of ways) {
      try { said.push(await way()) } catch (error) { said.push(error.code) }
    }
    stdout.write(JSON.stringify(said));`;
}

function hexOf(random: (bytes: Uint8Array) => void): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
