/** A session in a container as the workbench has it: one thing runs at a time, and each is told how it ended. */
import type { Closed } from "../../../audit/recorder";
import type { Box, BoxEvents, Process, ProcessEnd, ProcessOutput, Terminal } from "../../driver";
import { ChangedPaths } from "../../embedded/cell/worker/changed-paths";
import { removeFiles } from "../../files";
import { ContainerFault } from "../fault";
import { BOOTING, type ContainerEvent, type ContainerState, reduce } from "../state";
import type { ContainerSession, Running } from "./container-session";
import type { Instance } from "./instance";

export interface BoxOptions {
  readonly sid: string;
  readonly instance: Instance;
  readonly hasTerminal: boolean;
  readonly records: Box["records"];
}

export class ContainerBox implements Box {
  readonly sid: string;
  readonly fs: Box["fs"];
  readonly records: Box["records"];
  readonly terminal?: Terminal;
  readonly #session: ContainerSession;
  readonly #changed: ChangedPaths;
  readonly #listeners: { readonly [Name in keyof BoxEvents]: Set<BoxEvents[Name]> } = {
    changed: new Set(),
    files: new Set(),
    stdin: new Set(),
    trouble: new Set(),
  };
  #state: ContainerState = BOOTING;
  #running: Running | undefined;
  #over: Promise<unknown> = Promise.resolve();
  #closed: Promise<Closed> | undefined;

  constructor(session: ContainerSession, { sid, instance, hasTerminal, records }: BoxOptions) {
    const { files } = session;
    this.records = records;
    this.sid = sid;
    this.#session = session;
    this.fs = {
      export: async (path) => files.export(path),
      remove: async (paths) => removeFiles(files, paths),
    };
    instance.onError(() => this.trouble(new ContainerFault("runtime")));
    this.#changed = new ChangedPaths(files, (paths) => {
      for (const listener of this.#listeners.changed) listener(paths);
    });
    if (hasTerminal) {
      this.terminal = {
        run: (line) => this.#start(true, (output) => session.line(line, output)),
        complete: (line, cursor) => session.complete(line, cursor),
        cwd: () => session.cwd(),
      };
    }
    this.#move({ what: "booted" });
  }

  mount: Box["mount"] = async (path, tree, options = {}) => {
    if (this.#state.at !== "ready") throw new ContainerFault("gone");
    await this.#session.workspace.mount(path, tree, options);
  };

  spawn: Box["spawn"] = (entry, argv = [], { isTty = false } = {}) =>
    this.#start(false, (output) => this.#session.agent({ entry, argv, isTty }, output));

  on: Box["on"] = (name, listener) => {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  };

  teardown(key: "keep" | "destroy"): Promise<Closed> {
    this.#closed ??= this.#close(key);
    return this.#closed;
  }

  proven(): void {
    this.#move({ what: "proven" });
  }

  trouble(fault: ContainerFault): void {
    for (const listener of this.#listeners.trouble) listener(fault.message);
  }

  stdin(isReading: boolean): void {
    for (const listener of this.#listeners.stdin) listener(isReading);
  }

  async #close(key: "keep" | "destroy"): Promise<Closed> {
    const wasRunning = this.#isBusy();
    this.#stop();
    await this.#over;
    this.#move({ what: "closed" });
    const closed = await this.#session.close(key, wasRunning);
    this.#changed.flush();
    return closed;
  }

  #start(isLine: boolean, begin: (output: (output: ProcessOutput) => void) => Running): Process {
    if (!this.#move({ what: "started", isLine })) throw new ContainerFault(this.#isBusy() ? "busy" : "gone");
    let to: ReadableStreamDefaultController<ProcessOutput> | undefined;
    const output = new ReadableStream<ProcessOutput>({
      start: (controller) => {
        to = controller;
      },
    });
    const running = begin((each) => to?.enqueue(each));
    this.#running = running;
    const exit = this.#ended(running.end);
    this.#over = exit
      .catch(() => {})
      .finally(() => {
        to?.close();
        to = undefined;
        this.#changed.flush();
      });
    const input = new WritableStream<Uint8Array>({
      write: (bytes) => running.stdin(bytes),
      close: () => running.stdin(undefined),
    });
    const kill = () => {
      if (this.#running === running) this.#stop();
      return exit;
    };
    return { output, input, exit, kill };
  }

  async #ended(end: Promise<ProcessEnd>): Promise<ProcessEnd> {
    try {
      const ended = await end;
      this.#move({ what: this.#session.isRemoved ? "removed" : "over" });
      return ended;
    } catch (cause) {
      const fault = cause instanceof ContainerFault ? cause : new ContainerFault("log", { cause });
      this.#move({ what: "broken", code: fault.code });
      throw fault;
    }
  }

  #stop(): void {
    if (this.#move({ what: "stop" })) this.#running?.stop();
  }

  #isBusy(): boolean {
    return this.#state.at === "running" || this.#state.at === "ending";
  }

  /** Whether it was possible. */
  #move(event: ContainerEvent): boolean {
    const next = reduce(this.#state, event);
    if (next === this.#state) return false;
    this.#state = next;
    return true;
  }
}
