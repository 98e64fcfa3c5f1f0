/**
 * One run of an agent in a process of Node without rights: the same session, records, files, network and shell as in the embedded
 * driver, because all of them are the host's and only the machine is another.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AgentSpec } from "../../../spec";
import { readyFormats } from "../../embedded/modules/format";
import type { Builtins } from "../../embedded/modules/loader";
import { builtinsOf } from "../../guest/builtins";
import type { DriverAssets } from "../run/assets";
import { type EmbeddedRun, type RunEnd, runEmbedded } from "../run/run-embedded";
import { BUNDLE_FOLDER } from "../thread/parts";
import { type Isolation, isolation } from "./isolation";
import { processMachine } from "./process-machine";
import { loadProcessParts, type ProcessParts } from "./source";

const VERSION = "1";

export interface NodeAssets extends ProcessParts, Pick<DriverAssets, "programs"> {
  readonly builtins: Builtins;
}

/** A recording is not made here: nobody would hear what the agent's process reads of its own clock. */
export interface NodeRun extends Omit<EmbeddedRun, "assets" | "recording"> {
  readonly assets: NodeAssets;
}

export interface NodeRunEnd extends RunEnd {
  /** Whether a namespace of its own kept the process from the network; without one the shim alone did. */
  readonly hasOwnNetwork: boolean;
}

/** `folder` holds the parts of the bundle. */
export async function loadNodeAssets(folder = BUNDLE_FOLDER): Promise<NodeAssets> {
  const [parts, builtins] = await Promise.all([
    loadProcessParts(folder),
    readFile(join(folder, "builtins.json"), "utf8"),
    readyFormats(),
  ]);
  return { ...parts, builtins: builtinsOf(JSON.parse(builtins) as Record<string, string>) };
}

export async function runNode(run: NodeRun): Promise<NodeRunEnd> {
  const ended = await runEmbedded({ ...run, assets: driverAssets(run.assets, run.source.spec) });
  return { ...ended, hasOwnNetwork: isolation().network };
}

/** The log says by its driver what stood around the process. */
function versionWith({ network, root }: Isolation): string {
  return `${VERSION}${network ? "+netns" : ""}${root ? "+root" : ""}`;
}

export function driverAssets(assets: NodeAssets, spec: AgentSpec, isAllowed = true): DriverAssets {
  const { source, digest, builtins, programs } = assets;
  const allowsCode = isAllowed && spec.capabilities.exec.allow_dynamic_code;
  return {
    driver: { name: "node", version: versionWith(isolation()) },
    machine: (host, limits) => processMachine({ ...source, allowsCode }, host, limits),
    builtins,
    ...(programs && { programs }),
    build: digest,
    childAssets: (child) => driverAssets(assets, child, allowsCode),
  };
}
