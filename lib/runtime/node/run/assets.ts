/** What a run needs beside the program: the machine, the guest's library in it, the program of its thread. Loaded once. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AgentSpec } from "../../../spec";
import { readyFormats } from "../../embedded/modules/format";
import type { Builtins } from "../../embedded/modules/loader";
import type { Host } from "../../embedded/vm/host";
import type { Machine, VmLimits } from "../../embedded/vm/vm";
import { builtinsOf } from "../../guest/builtins";
import type { ShellProgram } from "../../shell";
import { type PartsPlace, partsOfCheckout, threadParts } from "../thread/parts";
import { type ThreadCourse, type ThreadSource, threadMachine } from "../thread/thread-machine";
import { preparedIn } from "./prepared";

/** What differs from driver to driver in a run: the machine, and what it is made of. */
export interface DriverAssets {
  readonly driver: { readonly name: "embedded" | "node"; readonly version: string };
  machine(host: Host, limits: VmLimits, course?: ThreadCourse): Promise<Machine>;
  readonly builtins: Builtins;
  /** What the shell has besides its own. */
  readonly programs?: readonly ShellProgram[];
  /** The digest of all of it: which sandbox stood between an agent and the world. */
  readonly build: Uint8Array;
  /** For an agent that another one started, where its spec makes a difference. */
  childAssets?(spec: AgentSpec): DriverAssets;
}

export interface RunAssets extends DriverAssets {
  readonly source: ThreadSource;
}

export const DRIVER = { name: "embedded", version: "1" } as const;

export async function loadAssets(place: PartsPlace = partsOfCheckout()): Promise<RunAssets> {
  const [{ machine, wasm, program }, library, builtins] = await Promise.all([
    threadParts(place),
    readFile(join(place.folder, "guest.js"), "utf8"),
    readFile(join(place.folder, "builtins.json"), "utf8"),
    readyFormats(),
  ]);
  const hash = createHash("sha256");
  // Each by its own digest, so that nothing can move from one to the next unseen.
  for (const part of [wasm, library, program, builtins])
    hash.update(createHash("sha256").update(part).digest());
  const source = { machine, program, prepared: await preparedIn(place.folder, { machine, wasm, library }) };
  return {
    driver: DRIVER,
    machine: (host, limits, course) => threadMachine(source, host, limits, course),
    source,
    builtins: builtinsOf(JSON.parse(builtins) as Record<string, string>),
    build: hash.digest(),
  };
}
