/** Commands of an agent as its `child_process` asks for them: the real shell, a real mediator, files in memory. */

import { type Bench, type BenchOptions, bench } from "../../../mediator/testing/bench";
import { FileAccess } from "../../calls/file-access";
import { type HttpRequest, type HttpResponse, networkCalls } from "../../calls/network";
import type { CallError, SpawnRequest, SpawnResult } from "../../calls/protocol";
import { Refused, refusalError } from "../../calls/refused";
import { CallFault, Values } from "../../calls/values";
import { MemoryFiles, standardDevices, type Tree } from "../../files";
import { textOf } from "../bytes";
import { type ExecSurroundings, execCalls } from "../exec-calls";

export interface ShellBench extends Bench {
  readonly files: MemoryFiles;
  readonly asked: HttpRequest[];
  /** A line or an argv. */
  exec(what: string | readonly string[], more?: ExecMore): Promise<Ran>;
  /** The text of a file, past the policy. */
  text(path: string): string | undefined;
}

export type ExecMore = Pick<SpawnRequest, "cwd" | "env"> & { readonly stdin?: string };

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly error?: CallError;
  /** What was recorded meanwhile: type, verdict, and what it was about. */
  readonly log: readonly string[];
}

export interface ShellBenchOptions
  extends BenchOptions,
    Pick<ExecSurroundings, "limits" | "runScript" | "programs"> {
  readonly tree?: Tree;
  readonly root?: Tree;
  readonly env?: Readonly<Record<string, string>>;
  readonly respond?: (request: HttpRequest) => HttpResponse;
}

const encoder = new TextEncoder();
const random = (bytes: Uint8Array) => void crypto.getRandomValues(bytes);

export function memoryFiles(tree: Tree, root: Tree = {}): MemoryFiles {
  const files = new MemoryFiles({
    clock: () => 1_700_000_000_000_000_000n,
    devices: standardDevices(random),
  });
  files.mount("/workspace", tree);
  files.mount("/", root);
  return files;
}

export function shellBench(spec: string, options: ShellBenchOptions = {}): ShellBench {
  const made = bench(spec, options);
  const { mediator, log } = made;
  const files = memoryFiles(options.tree ?? {}, options.root);
  const access = new FileAccess({ mediator, files, isReal: false, random, cwd: "/workspace" });
  const asked: HttpRequest[] = [];
  const { respond, env = {}, limits, runScript, programs } = options;
  const http = async (request: HttpRequest) => {
    asked.push(request);
    if (!respond) throw new Error("nobody answers");
    return respond(request);
  };
  const calls = execCalls({
    mediator,
    access,
    env,
    network: networkCalls(mediator, http),
    ...(limits && { limits }),
    ...(runScript && { runScript }),
    ...(programs && { programs }),
  });
  return {
    ...made,
    files,
    asked,
    async exec(what, { stdin, ...more } = {}) {
      const before = log.entries.length;
      const request = { ...(typeof what === "string" ? { command: what } : { argv: what }), ...more };
      const ran = await answered(() =>
        calls["exec.run"](new Values([request]), stdin === undefined ? undefined : encoder.encode(stdin)),
      );
      return { ...ran, log: log.entries.slice(before).map(told) };
    },
    text(path) {
      try {
        return textOf(files.readFile(files.locate(path, { walk: "follow" })));
      } catch {
        return undefined;
      }
    },
  };
}

type Answered = Omit<Ran, "log">;

async function answered(call: () => unknown): Promise<Answered> {
  try {
    const { value, bytes = new Uint8Array(0) } = (await call()) as { value: SpawnResult; bytes?: Uint8Array };
    const out = bytes.subarray(0, value.stdout);
    return { code: value.code, out: textOf(out), err: textOf(bytes.subarray(value.stdout)) };
  } catch (thrown) {
    if (thrown instanceof CallFault) return { code: null, out: "", err: "", error: thrown.error };
    if (thrown instanceof Refused) return { code: null, out: "", err: "", error: refusalError(thrown) };
    throw thrown;
  }
}

function told({ type, data }: { type: string; data: object }): string {
  const { verdict, request, status } = data as {
    verdict?: string;
    status?: string;
    request?: Readonly<Record<string, unknown>>;
  };
  const { argv, command, path, to, url, name } = request ?? {};
  const about = Array.isArray(argv) ? argv.join(" ") : (command ?? path ?? url ?? name ?? "");
  return [type, verdict ?? status, about, to].filter((part) => part !== undefined && part !== "").join(" ");
}
