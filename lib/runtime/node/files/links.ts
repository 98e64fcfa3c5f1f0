/** Which links a guest may leave in the folder: tools outside the sandbox will follow them. */
import { posix } from "node:path";
import type { DiskLocated, World } from "./place";

/**
 * The target as it is stored: relative, so that it means the same for the guest and for the machine. Undefined: it
 * leads out of the folder, and an editor or a build that follows it would act there for the guest.
 */
export function storedTarget({ mount }: World, target: string, at: DiskLocated): string | undefined {
  const folder = [mount, ...at.folder].join("/");
  const leadsTo = posix.resolve(folder, target);
  if (leadsTo !== mount && !leadsTo.startsWith(`${mount}/`)) return undefined;
  return target.startsWith("/") ? posix.relative(folder, leadsTo) || "." : target;
}
