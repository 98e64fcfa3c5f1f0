import "server-only";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface SandboxPart {
  readonly type: string;
  readonly tag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Closed, so that no name of a request becomes a path. */
const PARTS: ReadonlyMap<string, { readonly path: readonly string[]; readonly type: string }> = new Map([
  ["program.js", { path: ["lib", "runtime", ".bundle", "cell.js"], type: "text/javascript; charset=utf-8" }],
  [
    "program-shell.js",
    { path: ["lib", "runtime", ".bundle", "cell-shell.js"], type: "text/javascript; charset=utf-8" },
  ],
  ["guest.js", { path: ["lib", "runtime", ".bundle", "guest.js"], type: "text/javascript; charset=utf-8" }],
  ["inside.js", { path: ["lib", "runtime", ".bundle", "inside.js"], type: "text/javascript; charset=utf-8" }],
  [
    "container.mjs",
    { path: ["lib", "runtime", ".bundle", "container-run.mjs"], type: "text/javascript; charset=utf-8" },
  ],
  ["builtins.json", { path: ["lib", "runtime", ".bundle", "builtins.json"], type: "application/json" }],
  [
    "machine-waiting.wasm",
    { path: ["lib", "runtime", ".bundle", "machine-waiting.wasm"], type: "application/wasm" },
  ],
  ["machine.wasm", { path: ["lib", "runtime", ".bundle", "machine.wasm"], type: "application/wasm" }],
]);

export const PART_NAMES: readonly string[] = [...PARTS.keys()];

const read = new Map<string, Promise<SandboxPart>>();

/** Read once: they are made before the server starts, and belong to its version. */
export function sandboxPart(name: string): Promise<SandboxPart> | undefined {
  const known = PARTS.get(name);
  if (!known) return undefined;
  const part = read.get(name) ?? readPart(known.path, known.type);
  read.set(name, part);
  // A failure is told to whoever asked, and the next one looks again.
  part.catch(() => read.delete(name));
  return part;
}

async function readPart(path: readonly string[], type: string): Promise<SandboxPart> {
  const bytes = new Uint8Array(await readFile(join(/* turbopackIgnore: true */ process.cwd(), ...path)));
  return { type, tag: `"${createHash("sha256").update(bytes).digest("base64url")}"`, bytes };
}
