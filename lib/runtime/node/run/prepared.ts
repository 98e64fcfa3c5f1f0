/**
 * The machine with the guest's library in it, kept beside the parts that it is made of: making it takes longer than
 * everything else before an agent's first line. Making it is deterministic, so it does not matter who made it.
 *
 * What is kept names what it was made of, and anything else is made anew. Whoever could put another there could exchange
 * the parts themselves, which are as near.
 */
import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { prepare } from "../../embedded/sandbox/prepare";
import type { VmSnapshot } from "../../embedded/vm/vm";

const NAME = "prepared.bin";
const LF = 0x0a;
const MOST_HEAD_BYTES = 1024;

const count = z.int().nonnegative();
const headSchema = z.strictObject({
  of: z.string(),
  bytes: count,
  stackPointer: count,
  runtime: count,
  context: count,
  scratch: count,
  entry: count,
});

interface Parts {
  readonly machine: WebAssembly.Module;
  readonly wasm: Uint8Array;
  readonly library: string;
}

export async function preparedIn(folder: string, { machine, wasm, library }: Parts): Promise<VmSnapshot> {
  const of = createHash("sha256")
    .update(wasm)
    .update(createHash("sha256").update(library).digest())
    .digest("hex");
  const path = join(folder, NAME);
  const kept = await keptAt(path, of);
  if (kept) return kept;
  const prepared = await prepare(machine, library);
  await keep(path, of, prepared);
  return prepared;
}

async function keptAt(path: string, of: string): Promise<VmSnapshot | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  const end = bytes?.subarray(0, MOST_HEAD_BYTES).indexOf(LF) ?? -1;
  if (bytes === undefined || end === -1) return undefined;
  const head = headSchema.safeParse(jsonOf(bytes.toString("latin1", 0, end)));
  if (!head.success || head.data.of !== of || head.data.bytes !== bytes.length - end - 1) return undefined;
  const { stackPointer, runtime, context, scratch, entry } = head.data;
  return { memory: new Uint8Array(bytes.subarray(end + 1)), stackPointer, runtime, context, scratch, entry };
}

/** Where nothing can be written it is made for each run. */
async function keep(path: string, of: string, { memory, ...rest }: VmSnapshot): Promise<void> {
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, [`${JSON.stringify({ of, bytes: memory.length, ...rest })}\n`, memory]);
    await rename(draft, path);
  } catch (thrown) {
    if (!(thrown instanceof Error && "syscall" in thrown)) throw thrown;
    await rm(draft, { force: true }).catch(() => {});
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
