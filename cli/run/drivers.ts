/** The run itself, by the driver that was asked for. */
import { isolation } from "../../lib/runtime/node/driver/isolation";
import type { EmbeddedRun, RunEnd } from "../../lib/runtime/node/run/run-embedded";
import { aegisProgram, readyAegis } from "../shell/program";
import { partsOfBundle } from "./parts";

export type DriverName = "embedded" | "node";

/** Loaded here and not before: what is called wrongly is told without it. */
export async function runBy(driver: DriverName, run: Omit<EmbeddedRun, "assets">): Promise<RunEnd> {
  const place = partsOfBundle();
  const programs = [aegisProgram];
  if (run.recording !== undefined) await readyAegis();
  if (driver === "embedded") {
    const [{ runEmbedded }, { loadAssets }] = await Promise.all([
      import("../../lib/runtime/node/run/run-embedded"),
      import("../../lib/runtime/node/run/assets"),
    ]);
    return runEmbedded({ ...run, assets: { ...(await loadAssets(place)), programs } });
  }
  const { loadNodeAssets, runNode } = await import("../../lib/runtime/node/driver/run-node");
  return runNode({ ...run, assets: { ...(await loadNodeAssets(place.folder)), programs } });
}

/** What a person should know before, or undefined. */
export function warningOf(driver: DriverName): string | undefined {
  if (driver === "embedded" || isolation().network) return undefined;
  return "this system gives the agent's process no network of its own: the shim alone keeps it from yours.";
}
