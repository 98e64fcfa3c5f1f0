/**
 * The driver for WebContainers in a page, in the form that all drivers have. Advisory: `NOT_COVERED` says what it does not
 * hold, and whoever shows it shows that.
 */
import { loadWasmHasher } from "../../../audit/hash";
import type { Log } from "../../../mediator/log";
import { link } from "../../../policy";
import { after } from "../../after";
import type { Http } from "../../calls/network";
import type { Box, Driver, RunOptions } from "../../driver";
import { bodiesRoom } from "../../embedded/cell/page/bodies-room";
import { pageHttp } from "../../embedded/cell/page/page-http";
import { readyFormats } from "../../embedded/modules/format";
import { mediatorParts, openLog } from "../../session/session";
import type { ContainerFault } from "../fault";
import { ContainerBox } from "./container-box";
import { ContainerSession } from "./container-session";
import { type ContainerParts, PROOF_MS } from "./guest";
import { BOOT_MS, bootInstance, type Instance } from "./instance";
import type { ContainerShell } from "./shell";

export interface WebContainerDriverOptions {
  readonly parts: ContainerParts;
  /** The modules that the guest's library presents, by name without `node:`. */
  readonly builtins: Readonly<Record<string, string>>;
  readonly version: string;
  readonly http?: Http;
  /** With it there are commands for the agent, and a terminal for the author. */
  readonly shell?: ContainerShell;
  /** Where the container comes from; the vendor's client when left out. */
  readonly bootInstance?: (bootMs: number) => Promise<Instance>;
  readonly bootMs?: number;
  /** How long the shim may take to show that it is in force. */
  readonly proofMs?: number;
}

export function webContainerDriver(options: WebContainerDriverOptions): Driver {
  return {
    name: "webcontainer",
    enforcement: "advisory",
    boot: (run) => boot(options, run),
  };
}

async function boot(options: WebContainerDriverOptions, run: RunOptions): Promise<Box> {
  const { bootMs = BOOT_MS, bootInstance: bootOne = bootInstance } = options;
  // Before there is a log: where there is no container there is no run.
  const instance = await bootOne(bootMs);
  try {
    return await openBox(options, run, instance);
  } catch (cause) {
    instance.teardown();
    throw cause;
  }
}

async function openBox(
  { parts, builtins, version, http = pageHttp, shell, proofMs = PROOF_MS }: WebContainerDriverOptions,
  run: RunOptions,
  instance: Instance,
): Promise<Box> {
  const [hasher] = await Promise.all([loadWasmHasher(), readyFormats()]);
  // Time does not go back while a page lives, whatever its system's clock does.
  const now = () => Math.floor(performance.timeOrigin + performance.now());
  const opening = {
    ...run,
    ...(run.bodies && { payloads: bodiesRoom(run.bodies) }),
    engine: link(run.source.program),
    hasher,
    driver: { name: "webcontainer", version } as const,
    build: parts.build,
    clock: { now, after },
    random: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
  };
  const recorder = await openLog(opening);
  const log: Log = {
    record: (entry) => recorder.appendSoon(entry as Parameters<typeof recorder.appendSoon>[0]),
    durable: () => recorder.flush(),
  };
  let box: ContainerBox | undefined;
  const session = new ContainerSession({
    run,
    instance,
    recorder,
    parts: mediatorParts(opening, log),
    hasher,
    builtins: { has: (name) => Object.hasOwn(builtins, name), text: (name) => builtins[name] ?? "" },
    http,
    containerParts: parts,
    proofMs,
    ...(shell && { shell }),
    now,
    stdin: (isReading) => box?.stdin(isReading),
    proven: () => box?.proven(),
    trouble: (fault: ContainerFault) => box?.trouble(fault),
  });
  box = new ContainerBox(session, {
    sid: recorder.sid,
    instance,
    hasTerminal: shell !== undefined,
    records: (signal) => recorder.follow(0, signal),
  });
  return box;
}
