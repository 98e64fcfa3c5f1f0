/** A session in a worker: what the page sends makes it, step by step, and what it does goes back. */
import { loadWasmHasher } from "../../../../audit/hash";
import { readyFormats } from "../../modules/format";
import { prepare } from "../../sandbox/prepare";
import type { ToCell } from "../protocol";
import type { Booted, Given, Post } from "./around";
import { openReplay, openSession } from "./open-session";
import { Remote } from "./remote";
import type { CellSession } from "./session";

type Of<Kind extends ToCell["kind"]> = Extract<ToCell, { kind: Kind }>;

export class CellRun {
  readonly #post: Post;
  readonly #remote: Remote;
  readonly #given: Given;
  #booted: Promise<Booted> | undefined;
  #session: Promise<CellSession> | undefined;

  constructor(post: Post, given: Given) {
    this.#post = post;
    this.#remote = new Remote(post);
    this.#given = given;
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
      case "replay":
        this.#session = this.#open(message);
        await this.#session;
        return;
      case "ping":
        this.#post({ kind: "pong" });
        return;
      case "answers":
        this.#remote.answer(message.answers);
        return;
      default:
        (await this.#session)?.take(message);
    }
  }

  async #open(message: Of<"session" | "replay">): Promise<CellSession> {
    const booted = await this.#booted;
    if (!booted) throw new RangeError("a session needs a machine");
    const around = { remote: this.#remote, ...this.#given, ...booted };
    return message.kind === "session"
      ? openSession(this.#post, around, message)
      : openReplay(this.#post, around, message);
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
