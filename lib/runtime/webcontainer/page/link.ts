/**
 * The page's end of a process in the container: orders go there, one at a time, and questions come from there. All of it
 * by the process's standard streams, where anybody in the process can write: so a report counts only for the order that is
 * open, a question is answered by whoever decides, and what is neither was printed past the shim.
 */
import { z } from "zod";
import type { Host, ModuleReply, Reply } from "../../embedded/vm/interface";
import { VmBroken } from "../../embedded/vm/vm";
import { readReport } from "../../node/driver/read-report";
import type { Report } from "../../shim/exchange";
import { withBoundImport } from "../../shim/own-import";
import { LineReader, packetLines } from "../frames/lines";
import { DOWN_KINDS, type DownKind, type Packet, UP_KINDS, type UpKind } from "../frames/packet";

/** What the vendor's client gives of a process. */
export interface ContainerProcess {
  readonly output: ReadableStream<string>;
  readonly input: WritableStream<string>;
  readonly exit: Promise<number>;
  kill(): void;
}

export interface LinkEvents {
  /** Printed past the shim. */
  stray(text: string): void;
  /** More than a page takes. The process is being ended. */
  flood(): void;
}

/** An honest process asks one thing at a time. */
const MOST_QUESTIONS = 64;
/** How often it is asked whether the guest is to stop. */
const WATCH_MS = 10;
const FAILED = "The host failed to answer.";
const STOPPED: Report = { ended: { kind: "stopped" }, hasRejections: false, memoryBytes: 0 };

const namesSchema = z.tuple([z.string(), z.string()]);

interface Open {
  readonly id: number;
  readonly answer: "ready" | "report";
  settle(packet: Packet<UpKind> | undefined): void;
}

export class Link {
  /** Resolves when the process is gone, as the container says. */
  readonly exited: Promise<void>;
  readonly #process: ContainerProcess;
  readonly #events: LinkEvents;
  readonly #reader = new LineReader("up", UP_KINDS);
  readonly #input: WritableStreamDefaultWriter<string>;
  #host: Host | undefined;
  #open: Open | undefined;
  #lastId = 0;
  #questions = 0;
  #isGone = false;

  constructor(process: ContainerProcess, events: LinkEvents) {
    this.#process = process;
    this.#events = events;
    this.#input = process.input.getWriter();
    void this.#read().catch(() => this.end());
    this.exited = process.exit.then(
      () => this.end(),
      () => this.end(),
    );
  }

  /** A new realm in the process, whose questions `host` answers from now on. */
  async realm(host: Host, { allowsCode }: { readonly allowsCode: boolean }): Promise<void> {
    this.#host = host;
    await this.#ask("ready", "realm", JSON.stringify({ allowsCode }));
  }

  async order(kind: "run" | "rejections", text: string, bytes?: Uint8Array): Promise<Report> {
    const host = this.#host;
    const watch = setInterval(() => {
      if (host?.shouldStop()) this.kill();
    }, WATCH_MS);
    try {
      const packet = await this.#ask("report", kind, text, bytes);
      const report = readReport(packet.text);
      if (!report) throw new VmBroken("the process reported what is no report");
      return report;
    } catch (cause) {
      if (host?.shouldStop()) return STOPPED;
      throw cause;
    } finally {
      clearInterval(watch);
    }
  }

  /** Tells it to end, and waits for nothing of it any more. */
  kill(): void {
    if (this.#isGone) return;
    this.#process.kill();
    this.end();
  }

  /** From now on nothing that comes from there is taken. */
  end(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#host = undefined;
    this.#open?.settle(undefined);
    this.#input.releaseLock();
  }

  #ask(answer: Open["answer"], kind: DownKind, text: string, bytes?: Uint8Array): Promise<Packet<UpKind>> {
    if (this.#isGone) return Promise.reject(new VmBroken("the process is gone"));
    if (this.#open) throw new RangeError("an order is open");
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const settle = (packet: Packet<UpKind> | undefined) => {
        this.#open = undefined;
        if (packet) resolve(packet);
        else reject(new VmBroken("the process ended"));
      };
      this.#open = { id, answer, settle };
      this.#send({ kind, id, text, ...(bytes && { bytes: new Uint8Array(bytes) }) });
    });
  }

  #send(packet: Packet<DownKind>): void {
    // A process that ended meanwhile takes nothing; that it ended is told elsewhere.
    if (!this.#isGone) this.#input.write(packetLines("down", DOWN_KINDS, packet)).catch(() => {});
  }

  async #read(): Promise<void> {
    const reader = this.#process.output.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#isGone) return;
      for (const heard of this.#reader.push(value)) {
        if (this.#isGone) return;
        if (heard.what === "packet") this.#take(heard.packet);
        else if (heard.what === "stray") this.#events.stray(heard.text);
        else this.#flood();
      }
    }
  }

  #flood(): void {
    this.#events.flood();
    this.kill();
  }

  #take(packet: Packet<UpKind>): void {
    const { kind, id, text } = packet;
    if (kind === "call" || kind === "resolve" || kind === "load") {
      void this.#answer(packet);
    } else if (kind === "failed") {
      this.#events.stray(`${text}\n`);
      this.#open?.settle(undefined);
    } else if (this.#open?.id === id && this.#open.answer === kind) {
      this.#open.settle(packet);
    }
  }

  async #answer(packet: Packet<UpKind>): Promise<void> {
    const host = this.#host;
    if (!host) return;
    if (this.#questions >= MOST_QUESTIONS) return this.#flood();
    this.#questions += 1;
    const { id } = packet;
    try {
      const { bytes, ...rest } = await replyOf(host, packet);
      // A guest that has ended itself is not to run on.
      if (host.shouldStop()) this.kill();
      this.#send({
        kind: "answer",
        id,
        text: JSON.stringify(rest),
        ...(bytes && { bytes: new Uint8Array(bytes) }),
      });
    } catch {
      this.#send({ kind: "unanswered", id, text: FAILED });
    } finally {
      this.#questions -= 1;
    }
  }
}

type AnyReply = (Reply | ModuleReply) & { readonly bytes?: Uint8Array };

async function replyOf(host: Host, { kind, text, bytes }: Packet<UpKind>): Promise<AnyReply> {
  if (kind === "call") return host.call(text, bytes);
  if (kind === "resolve") {
    const [base, specifier] = namesSchema.parse(JSON.parse(text), { jitless: true });
    return host.resolve(base, specifier);
  }
  const reply = await host.load(text);
  return "text" in reply ? { text: withBoundImport(text, reply.text) } : reply;
}
