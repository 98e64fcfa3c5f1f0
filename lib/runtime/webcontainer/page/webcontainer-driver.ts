/**
 * The driver for WebContainers in a page, in the form that all drivers have. Advisory: `NOT_COVERED` says what it does not
 * hold, and whoever shows it shows that.
 */
import { loadWasmHasher } from "../../../audit/hash";
import type { Closed } from "../../../audit/recorder";
import { link } from "../../../policy";
import type { FileAccess } from "../../calls/file-access";
import type { Handlers } from "../../calls/handler";
import type { Http } from "../../calls/network";
import type { Box, BoxEvents, Driver, Process, ProcessEnd, ProcessOutput, RunOptions } from "../../driver";
import { pageHttp } from "../../embedded/cell/page/page-http";
import { ChangedPaths } from "../../embedded/cell/worker/changed-paths";
import { readyFormats } from "../../embedded/modules/format";
import { MemoryFiles, standardDevices } from "../../files";
import { Session } from "../../session/session";
import { limitsOf } from "../../session/settings";
import type { RunScript } from "../../shell";
import { ContainerFault } from "../fault";
import { BOOTING, type ContainerEvent, type ContainerState, reduce } from "../state";
import { ContainerRun, type RunParts } from "./container-run";
import { OWN_FOLDER, toDisk } from "./disk";
import { PROOF_MS, WRAPPER } from "./guest";
import { BOOT_MS, bootInstance, type Instance } from "./instance";
import { Workspace } from "./workspace";

/** Texts of the bundle that are put into the container, and the hashes of all of them. */
export interface ContainerParts {
  readonly wrapper: string;
  readonly inside: string;
  readonly library: string;
  readonly build: Uint8Array;
}

export interface WebContainerDriverOptions {
  readonly parts: ContainerParts;
  /** The modules that the guest's library presents, by name without `node:`. */
  readonly builtins: Readonly<Record<string, string>>;
  readonly version: string;
  readonly http?: Http;
  /** Tools, models and commands, where the page has them. */
  readonly more?: (session: Session, access: FileAccess, runScript: RunScript) => Partial<Handlers>;
  /** Where the container comes from; the vendor's client when left out. */
  readonly bootInstance?: (bootMs: number) => Promise<Instance>;
  readonly bootMs?: number;
  /** How long the shim may take to show that it is in force. */
  readonly proofMs?: number;
}

const DEFAULT_CWD = "/workspace";
const BROKEN: ProcessEnd = { reason: "broken", code: 134 };
const STOPPED: ProcessEnd = { reason: "stopped", code: 130 };

export function webContainerDriver(options: WebContainerDriverOptions): Driver {
  return {
    name: "webcontainer",
    enforcement: "advisory",
    boot: (run) => boot(options, run),
  };
}

async function boot(options: WebContainerDriverOptions, run: RunOptions): Promise<Box> {
  const { parts, version, bootMs = BOOT_MS, bootInstance: bootOne = bootInstance } = options;
  // Before there is a log: where there is no container there is no run.
  const instance = await bootOne(bootMs);
  try {
    const [hasher] = await Promise.all([loadWasmHasher(), readyFormats()]);
    const engine = link(run.source.program);
    const now = () => Math.floor(performance.timeOrigin + performance.now());
    const session = await Session.open({
      ...run,
      engine,
      hasher,
      driver: { name: "webcontainer", version },
      build: parts.build,
      clock: { now, after },
      random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    });
    const files = new MemoryFiles({
      clock: () => BigInt(now()) * 1_000_000n,
      devices: standardDevices(random),
    });
    const box = new ContainerBox({ options, run, instance, session, engine, hasher, files, now });
    await box.prepare();
    return box;
  } catch (cause) {
    instance.teardown();
    throw cause;
  }
}

interface BoxParts {
  readonly options: WebContainerDriverOptions;
  readonly run: RunOptions;
  readonly instance: Instance;
  readonly session: Session;
  readonly engine: ReturnType<typeof link>;
  readonly hasher: Awaited<ReturnType<typeof loadWasmHasher>>;
  readonly files: MemoryFiles;
  now(): number;
}

class ContainerBox implements Box {
  readonly sid: string;
  readonly fs: Box["fs"];
  readonly #parts: BoxParts;
  readonly #workspace: Workspace;
  readonly #changed: ChangedPaths;
  readonly #listeners: { readonly [Name in keyof BoxEvents]: Set<BoxEvents[Name]> } = {
    changed: new Set(),
    trouble: new Set(),
  };
  #state: ContainerState = BOOTING;
  #run: ContainerRun | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(parts: BoxParts) {
    const { session, files, instance, engine, hasher } = parts;
    this.#parts = parts;
    this.sid = session.sid;
    this.#workspace = new Workspace({
      files,
      instance,
      engine,
      mediator: session.mediator,
      hasher,
      failed: (cause) => this.#trouble(new ContainerFault("watch", { cause })),
    });
    instance.onError(() => this.#trouble(new ContainerFault("runtime")));
    this.#changed = new ChangedPaths(files, (paths) => {
      for (const listener of this.#listeners.changed) listener(paths);
    });
    this.fs = {
      export: async (path) => files.export(path),
    };
  }

  /** Puts in what is ours, and looks at the rest from now on. */
  async prepare(): Promise<void> {
    const { instance, options } = this.#parts;
    const { wrapper, inside, library } = options.parts;
    const { disk } = instance;
    await disk.mkdir(toDisk(OWN_FOLDER), { recursive: true });
    const texts = {
      [WRAPPER]: wrapper,
      [`${OWN_FOLDER}/inside.js`]: inside,
      [`${OWN_FOLDER}/guest.js`]: library,
    };
    for (const [path, text] of Object.entries(texts)) {
      await disk.writeFile(toDisk(path), new TextEncoder().encode(text));
    }
    this.#move({ what: "booted" });
  }

  mount: Box["mount"] = async (path, tree, options = {}) => {
    if (this.#state.at !== "ready") throw new ContainerFault("gone");
    await this.#workspace.mount(path, tree, options);
  };

  spawn: Box["spawn"] = (entry, argv = [], { isTty = false } = {}): Process => {
    if (!this.#move({ what: "started" })) throw new ContainerFault("gone");
    this.#workspace.watch();
    let to: ReadableStreamDefaultController<ProcessOutput> | undefined;
    const output = new ReadableStream<ProcessOutput>({
      start: (controller) => {
        to = controller;
      },
    });
    const run = new ContainerRun({ ...this.#runParts(), output: (each) => to?.enqueue(each) });
    this.#run = run;
    const exit = run.run({ entry, argv, isTty }).then(
      (end) => {
        this.#move({ what: "exited", end });
        return end;
      },
      (cause: unknown) => {
        const fault = cause instanceof ContainerFault ? cause : new ContainerFault("log", { cause });
        this.#move({ what: "broken", code: fault.code });
        throw fault;
      },
    );
    this.#ended = exit
      .catch(() => {})
      .finally(() => {
        to?.close();
        to = undefined;
        this.#changed.flush();
      });
    const input = new WritableStream<Uint8Array>({
      write: (bytes) => run.stdin(bytes),
      close: () => run.stdin(undefined),
    });
    return { output, input, exit, kill: () => this.#stop(exit) };
  };

  on: Box["on"] = (name, listener) => {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  };

  async teardown(key: "keep" | "destroy"): Promise<Closed> {
    if (this.#state.at === "running") this.#stop(Promise.resolve(BROKEN));
    await this.#ended;
    await this.#run?.lastLook();
    this.#move({ what: "closed" });
    this.#workspace.close();
    this.#changed.flush();
    this.#parts.instance.teardown();
    return this.#parts.session.close(key);
  }

  #stop(exit: Promise<ProcessEnd>): Promise<ProcessEnd> {
    if (this.#move({ what: "stop", end: STOPPED })) this.#run?.stop();
    return exit;
  }

  /** Whether it was possible. */
  #move(event: ContainerEvent): boolean {
    const next = reduce(this.#state, event);
    if (next === this.#state) return false;
    this.#state = next;
    return true;
  }

  #trouble(fault: ContainerFault): void {
    for (const listener of this.#listeners.trouble) listener(fault.message);
  }

  #runParts(): Omit<RunParts, "output"> {
    const { options, run, instance, session, files, now } = this.#parts;
    const { builtins, http = pageHttp, proofMs = PROOF_MS, more } = options;
    const { spec } = run.source;
    return {
      instance,
      session,
      workspace: this.#workspace,
      files,
      builtins: { has: (name) => Object.hasOwn(builtins, name), text: (name) => builtins[name] ?? "" },
      limits: limitsOf(spec),
      allowsCode: spec.capabilities.exec.allow_dynamic_code === true,
      env: run.env ?? {},
      cwd: run.cwd ?? DEFAULT_CWD,
      http,
      proofMs,
      ...(more && { more: (access: FileAccess, script: RunScript) => more(session, access, script) }),
      now,
      random,
      proven: () => this.#move({ what: "proven" }),
      trouble: (fault) => this.#trouble(fault),
    };
  }
}

function random(bytes: Uint8Array): void {
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
}

function after(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}
