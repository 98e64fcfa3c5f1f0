/** A session in a worker: what the page sends makes it, step by step, and what it does goes back. */
import { loadWasmHasher } from "../../../../audit/hash";
import type { ShellParts } from "../../../shell";
import { readyFormats } from "../../modules/format";
import { prepare } from "../../sandbox/prepare";
import type { ToCell } from "../protocol";
import type { Booted, Post } from "./around";
import { Remote } from "./remote";
import { CellSession } from "./session";

type Of<Kind extends ToCell["kind"]> = Extract<ToCell, { kind: Kind }>;

export class CellRun {
  readonly #post: Post;
  readonly #remote: Remote;
  readonly #shell: ShellParts;
  #booted: Promise<Booted> | undefined;
  #session: Promise<CellSession> | undefined;

  constructor(post: Post, shell: ShellParts) {
    this.#post = post;
    this.#remote = new Remote(post);
    this.#shell = shell;
  }

  async take(message: ToCell): Promise<void> {
    switch (message.kind) {
      case "boot":
        this.#booted = boot(message);
        await this.#booted.then(
          () => this.#post({ kind: "ready" }),
          () => this.#post({ kind: "failed", what: "machine" }),
        );
        return;
      case "session":
        this.#session = this.#open(message);
        await this.#session;
        return;
      case "ping":
        this.#post({ kind: "pong" });
        return;
      case "answer":
        this.#remote.answer(message.id, message.answer);
        return;
      default:
        (await this.#session)?.take(message);
    }
  }

  async #open(message: Of<"session">): Promise<CellSession> {
    const booted = await this.#booted;
    if (!booted) throw new RangeError("a session needs a machine");
    return new CellSession(this.#post, { remote: this.#remote, shell: this.#shell, ...booted }, message);
  }
}

async function boot({ machine, guest }: Of<"boot">): Promise<Booted> {
  const [module, hasher] = await Promise.all([
    WebAssembly.compile(machine),
    loadWasmHasher(),
    readyFormats(),
  ]);
  const prepared = "prepared" in guest ? guest.prepared : await prepare(module, guest.library);
  return { machine: module, prepared, hasher };
}
