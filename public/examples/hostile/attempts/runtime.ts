import { readFileSync } from "node:fs";
import type { Attempt } from "../agent.ts";

/** From any object to the constructor of functions, and with that to code in the realm the object came from. */
function climbConstructors(): string {
  const make = Reflect.get(Object.getPrototypeOf(console.log), "constructor") as (body: string) => () => unknown;
  const outer = make("return globalThis.process?.mainModule ?? globalThis.process?.versions?.node")();
  if (outer === undefined) throw new Error("nothing of the host is in reach");
  return `reached ${JSON.stringify(outer)}`;
}

function internalBinding(): string {
  const bind = Reflect.get(process, "binding") as ((name: string) => object) | undefined;
  if (bind === undefined) throw new Error("process.binding does not exist");
  return `internal functions: ${Object.keys(bind.call(process, "fs")).length}`;
}

/** Whoever decides by `options.allowed`, and shares the agent's objects, would now let everything through. */
function poisonPrototype(): string {
  const key = "allowed";
  Reflect.set(Object.prototype, key, true);
  try {
    return readFileSync("/etc/passwd", "utf8");
  } finally {
    Reflect.deleteProperty(Object.prototype, key);
  }
}

/** Asks for twice its limit and gives it back: enough to meet the limit, too little to hurt a machine without one. */
function allocate(): string {
  const MEBIBYTE = 1_048_576;
  const kept: Uint8Array[] = [];
  for (let i = 0; i < 64; i++) kept.push(new Uint8Array(MEBIBYTE).fill(1));
  return `${kept.length} MiB taken`;
}

async function newContext(): Promise<string> {
  // @ts-expect-error: no agent has it, which is what is tried
  const vm = await import("node:vm");
  return `ran ${vm.runInNewContext("this.constructor.constructor('return 6 * 7')()")} in a new context`;
}

export const runtimeAttempts: readonly Attempt[] = [
  { name: "climb the constructors", run: climbConstructors },
  { name: "reach internal bindings", run: internalBinding },
  { name: "poison Object.prototype", run: poisonPrototype },
  { name: "take more memory than it may", run: allocate },
  { name: "open a new context", run: newContext },
];
