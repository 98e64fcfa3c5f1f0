/**
 * What a page sends into its cells, made once: the guest's library is read by a machine here, where no guest ever runs, and
 * every cell gets a copy of that machine. Reading it takes longer than all the rest of a boot.
 */
import { joinBytes, utf8 } from "../../../../audit/bytes";
import { loadWasmHasher } from "../../../../audit/hash";
import { prepare } from "../../sandbox/prepare";
import { hasJspi } from "../../vm/waiting";
import type { CellParts } from "./cell";

export interface PartSources {
  readonly program: Uint8Array<ArrayBuffer>;
  readonly machine: Uint8Array<ArrayBuffer>;
  readonly library: string;
}

export async function makeParts({ program, machine, library }: PartSources): Promise<CellParts> {
  const [prepared, hasher] = await Promise.all([
    WebAssembly.compile(machine).then((module) => prepare(module, library)),
    loadWasmHasher(),
  ]);
  // Of the library as it was read: the machine that has read it is its consequence.
  const build = [program, machine, utf8(library)].map((part) => hasher.sha256(part));
  return { program, machine, guest: { prepared }, build: joinBytes(build) };
}

export interface FetchedParts {
  readonly parts: CellParts;
  /** With a shell in the worker: twice as large, and most runs never need it. */
  withShell(): Promise<CellParts>;
  readonly builtins: Readonly<Record<string, string>>;
}

/** From the product's own server. */
export async function fetchParts(): Promise<FetchedParts> {
  const [program, machine, library, builtins] = await Promise.all([
    bytesOf("/cell/program.js"),
    bytesOf(hasJspi ? "/cell/machine.wasm" : "/cell/machine-waiting.wasm"),
    bytesOf("/cell/guest.js"),
    bytesOf("/cell/builtins.json"),
  ]);
  const text = new TextDecoder();
  const parts = await makeParts({ program, machine, library: text.decode(library) });
  let shell: Promise<CellParts> | undefined;
  return {
    parts,
    withShell: () => {
      shell ??= bytesOf("/cell/program-shell.js").then((whole) => withProgram(parts, whole));
      // Who asks again after the network has failed gets a new answer.
      shell.catch(() => {
        shell = undefined;
      });
      return shell;
    },
    builtins: JSON.parse(text.decode(builtins)) as Record<string, string>,
  };
}

/** The same machine, which has read the same library, for another program. */
async function withProgram(
  { machine, guest, build }: CellParts,
  program: PartSources["program"],
): Promise<CellParts> {
  const hash = (await loadWasmHasher()).sha256(program);
  return { program, machine, guest, build: joinBytes([hash, build.subarray(hash.length)]) };
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`The server has no ${path}: it answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}
