/**
 * The page of the peer: takes the place of the vendor's frame, answers the vendor's client, and has a server of this machine do the
 * work. Bundled, and served on an origin of its own.
 */
import { fromBase64, toBase64 } from "../../../../audit/bytes";
import { type Callback, expose, Shared } from "./expose";
import type { Ask, Tell } from "./protocol";

const processes = new Map<number, { output: Callback | undefined; ended: (code: number) => void }>();
const watches = new Map<number, Callback>();
const listeners = new Map<string, Set<Callback>>();
/** What was told before whoever it is for is known: a process can be faster than the answer that it runs. */
const early: Tell[] = [];

async function ask<Answer>(question: Ask): Promise<Answer> {
  const response = await fetch("/ask", { method: "POST", body: JSON.stringify(question) });
  const { value, error } = (await response.json()) as { value?: Answer; error?: string };
  if (error !== undefined) throw new Error(error);
  return value as Answer;
}

function bytesOf(text: string): Uint8Array {
  return fromBase64(text) ?? new Uint8Array(0);
}

function take(tell: Tell): void {
  switch (tell.kind) {
    case "output": {
      const known = processes.get(tell.process);
      if (known) known.output?.(bytesOf(tell.bytes));
      else early.push(tell);
      return;
    }
    case "exit": {
      const known = processes.get(tell.process);
      if (!known) return void early.push(tell);
      known.output?.(null);
      known.ended(tell.code);
      return;
    }
    case "watch":
      watches.get(tell.watch)?.(tell.event, tell.name);
      return;
    default:
      for (const each of listeners.get(tell.name) ?? []) each(...tell.values);
  }
}

const fs = {
  readFile: async (path: string, encoding?: string | null) => {
    const bytes = bytesOf(await ask<string>({ op: "readFile", path }));
    return encoding ? new TextDecoder(encoding).decode(bytes) : bytes;
  },
  writeFile: (path: string, data: string | Uint8Array) => {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    return ask({ op: "writeFile", path, bytes: toBase64(bytes) });
  },
  readdir: async (path: string, options?: { withFileTypes?: boolean } | null) => {
    const entries = await ask<{ name: string; type: number }[]>({ op: "readdir", path });
    return options?.withFileTypes
      ? entries.map(({ name, type }) => ({ name, "Symbol(type)": type }))
      : entries.map(({ name }) => name);
  },
  mkdir: (path: string) => ask({ op: "mkdir", path }),
  rm: (path: string, options?: { force?: boolean }) =>
    ask({ op: "rm", path, force: options?.force === true }),
  rename: (path: string, to: string) => ask({ op: "rename", path, to }),
  watch: async (path: string, options: { recursive?: boolean } | null, listener: Callback) => {
    const watch = await ask<number>({ op: "watch", path, recursive: options?.recursive === true });
    watches.set(watch, listener);
    return new Shared({
      close: () => {
        watches.delete(watch);
        return ask({ op: "unwatch", watch });
      },
    });
  },
};

interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function run(
  { command, args, env = {} }: RunOptions,
  _stdout: unknown,
  _stderr: unknown,
  output?: Callback,
): Promise<Shared> {
  const process = await ask<number>({ op: "run", command, args, env });
  const onExit = new Promise<number>((ended) => processes.set(process, { output, ended }));
  for (const tell of early.splice(0)) take(tell);
  return new Shared({
    onExit,
    write: (text: string) => ask({ op: "input", process, text }),
    kill: () => ask({ op: "kill", process }),
    resize: () => {},
  });
}

function instance(runtimeInfo: { cwd: string; path: string }): Shared {
  return new Shared({
    fs: () => new Shared(fs),
    previewScript: () => new Shared({}),
    runtimeInfo: () => runtimeInfo,
    run,
    loadFiles: (payload: Uint8Array, { mountPoints }: { mountPoints?: string }) =>
      ask({ op: "mount", tree: new TextDecoder().decode(payload), at: mountPoints }),
    serialize: async (path: string) => bytesOf(await ask<string>({ op: "export", path })),
    on: (name: string, listener: Callback) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return new Shared(() => void all.delete(listener));
    },
    teardown: () => ask({ op: "teardown" }),
  });
}

const server = {
  build: async ({ workdirName }: { workdirName?: string }) =>
    instance(await ask<{ cwd: string; path: string }>({ op: "boot", workdirName })),
};

const events = new EventSource("/events");
events.onmessage = ({ data }: MessageEvent<string>) => take(JSON.parse(data) as Tell);
events.onopen = () => {
  events.onopen = null;
  const { port1, port2 } = new MessageChannel();
  expose(server, port1);
  parent.postMessage({ type: "init" }, "*", [port2]);
};
