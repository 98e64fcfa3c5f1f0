/**
 * One process of the agent in the container: started, proven, and from then on a machine like any other. Until it is proven,
 * nothing of the agent is asked for, and a process that is not proven in its time is ended.
 */
import type { Host, Machine } from "../../embedded/vm/interface";
import { VmBroken } from "../../embedded/vm/vm";
import { ContainerFault } from "../fault";
import { type CanaryOptions, prove } from "./canary";
import { OWN_FOLDER, toDisk } from "./disk";
import type { Instance } from "./instance";
import { Link, type LinkEvents } from "./link";

export const PROOF_MS = 15_000;
const WRAPPER = `${OWN_FOLDER}/run.mjs`;
/** The shim makes modules of text, which Node calls an experiment. */
const NODE_ARGUMENTS = ["--experimental-vm-modules", "--no-warnings", toDisk(WRAPPER)];

/** Texts of the bundle that are put into the container, and the hashes of all of them. */
export interface ContainerParts {
  readonly wrapper: string;
  readonly inside: string;
  readonly library: string;
  readonly build: Uint8Array;
}

export interface GuestOptions {
  readonly instance: Instance;
  readonly parts: ContainerParts;
  readonly canary: Omit<CanaryOptions, "link" | "disk" | "workdir">;
  readonly allowsCode: boolean;
  readonly proofMs: number;
  readonly events: LinkEvents;
  /** There is a process, proven or not: whoever stops the run ends it. */
  onLink(link: Link): void;
}

/** Rejects with a ContainerFault when it was not proven: then the process is gone. */
export async function startGuest(options: GuestOptions, host: Host): Promise<Machine> {
  const { instance, parts, canary, events, onLink, allowsCode } = options;
  await putParts(instance, parts);
  const link = new Link(await instance.spawn("node", NODE_ARGUMENTS), events);
  onLink(link);
  try {
    const { disk, workdir } = instance;
    await inTime(prove({ ...canary, link, disk, workdir }), options.proofMs);
    await link.realm(host, { allowsCode });
  } catch (cause) {
    link.kill();
    throw cause instanceof ContainerFault ? cause : new ContainerFault("unproven", { cause });
  }
  return new ProcessMachine(link);
}

/** Anew for each process: what ran before may have got at them, past its shim. */
async function putParts({ disk }: Instance, { wrapper, inside, library }: ContainerParts): Promise<void> {
  const texts = {
    [WRAPPER]: wrapper,
    [`${OWN_FOLDER}/inside.js`]: inside,
    [`${OWN_FOLDER}/guest.js`]: library,
  };
  await disk.mkdir(toDisk(OWN_FOLDER), { recursive: true });
  for (const [path, text] of Object.entries(texts)) {
    await disk.writeFile(toDisk(path), new TextEncoder().encode(text));
  }
}

async function inTime(work: Promise<void>, proofMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ContainerFault("unproven")), proofMs);
  });
  work.catch(() => {});
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

class ProcessMachine implements Machine {
  memoryBytes = 0;
  readonly #link: Link;
  #hasRejections = false;

  constructor(link: Link) {
    this.#link = link;
  }

  run: Machine["run"] = async (text, bytes) => {
    const { ended, memoryBytes, hasRejections } = await this.#link.order("run", text, bytes);
    this.memoryBytes = memoryBytes;
    this.#hasRejections = hasRejections;
    if (!ended) throw new VmBroken("the process ran an order and says nothing of it");
    return ended;
  };

  runRejections: Machine["runRejections"] = async (text) => {
    if (!this.#hasRejections) return undefined;
    const { ended, hasRejections } = await this.#link.order("rejections", text);
    this.#hasRejections = hasRejections;
    return ended;
  };

  /** An order is over when its jobs are. */
  runJobs: Machine["runJobs"] = async () => ({ kind: "value", text: undefined });

  dispose(): void {
    this.#link.kill();
  }
}
