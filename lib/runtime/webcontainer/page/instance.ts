/**
 * The one container of a page, by the vendor's client. Booting it may never settle (without a network it does not), the page has
 * to be isolated, and there is one at a time: each of these is a sentence and not a wait.
 */
import type { WebContainer } from "@webcontainer/api";
import { ContainerFault } from "../fault";
import type { Disk } from "./disk";
import type { ContainerProcess } from "./link";

export const BOOT_MS = 20_000;

/** What is used of the vendor's instance. */
export interface Instance {
  readonly workdir: string;
  readonly disk: Disk;
  mount(tree: InstanceTree): Promise<void>;
  spawn(command: string, args: readonly string[]): Promise<ContainerProcess>;
  /** The vendor's own runtime has failed at something. */
  onError(listener: () => void): void;
  /** Lets go of it; what ran in it is gone. The page can boot another one. */
  teardown(): void;
  /** Takes the vendor's frame away with all that runs in it, at once. The page boots no other one until it is loaded again. */
  remove(): void;
}
export interface InstanceTree {
  [name: string]: { directory: InstanceTree } | { file: { contents: Uint8Array } };
}

/** Of this page, like the frame that it is about. */
let slot: "free" | "taken" | "lost" = "free";
/** A boot that came too late for whoever wanted it: the next one takes it. */
let booting: Promise<WebContainer> | undefined;

export async function bootInstance(bootMs: number = BOOT_MS): Promise<Instance> {
  if (slot === "lost") throw new ContainerFault("reload");
  if (slot === "taken") throw new ContainerFault("taken");
  if (globalThis.crossOriginIsolated !== true) throw new ContainerFault("isolation");
  slot = "taken";
  try {
    booting ??= clientBoot();
    const container = await inTime(booting, bootMs);
    booting = undefined;
    return asInstance(container);
  } catch (cause) {
    slot = "free";
    throw cause;
  }
}

async function clientBoot(): Promise<WebContainer> {
  // Not before it is wanted: the library is of no use to anybody else.
  const { WebContainer } = await import("@webcontainer/api");
  return WebContainer.boot({ coep: "require-corp", workdirName: "agent" });
}

async function inTime(boot: Promise<WebContainer>, bootMs: number): Promise<WebContainer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ContainerFault("late")), bootMs);
  });
  try {
    return await Promise.race([boot, late]);
  } catch (cause) {
    if (cause instanceof ContainerFault) throw cause;
    booting = undefined;
    throw new ContainerFault("vendor", { cause });
  } finally {
    clearTimeout(timer);
  }
}

function asInstance(container: WebContainer): Instance {
  let isDown = false;
  return {
    workdir: container.workdir,
    disk: container.fs as unknown as Disk,
    mount: (tree) => container.mount(tree),
    // Nothing of ours is in its environment: whatever runs there can read it.
    spawn: (command, args) => container.spawn(command, [...args], { env: {} }),
    onError: (listener) => {
      container.on("error", listener);
    },
    teardown: () => {
      if (isDown) return;
      isDown = true;
      slot = "free";
      container.teardown();
    },
    remove: () => {
      if (isDown) return;
      isDown = true;
      slot = "lost";
      // The client hands its frame to nobody: it is found by where it was loaded from.
      for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe[src*="/headless?"]'))
        frame.remove();
    },
  };
}
