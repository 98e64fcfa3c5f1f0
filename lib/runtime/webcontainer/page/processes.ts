/**
 * The processes of what runs now: the agent's own and those of scripts that it starts, each proven by itself. Ends them by
 * telling them to, and where that does not help by taking the container's frame away.
 */
import type { Mediator } from "../../../mediator/mediator";
import type { ProcessOutput } from "../../driver";
import type { Builtins } from "../../embedded/modules/loader";
import type { Host, Machine } from "../../embedded/vm/interface";
import { VmBroken } from "../../embedded/vm/vm";
import { ContainerFault } from "../fault";
import { type ContainerParts, startGuest } from "./guest";
import type { Instance } from "./instance";
import type { Link } from "./link";
import { within } from "./within";
import type { Workspace } from "./workspace";

export interface ProcessesOptions {
  readonly instance: Instance;
  readonly parts: ContainerParts;
  readonly workspace: Workspace;
  /** The session's, for what is no request of the agent. */
  readonly mediator: Mediator;
  readonly builtins: Builtins;
  readonly allowsCode: boolean;
  readonly outputBytes: number;
  readonly proofMs: number;
  random(bytes: Uint8Array): void;
  output(output: ProcessOutput): void;
  proven(): void;
  trouble(fault: ContainerFault): void;
}

export class Processes {
  readonly #options: ProcessesOptions;
  readonly #links: Link[] = [];
  #isEnding = false;
  #strayBytes = 0;
  /** Why the last one that failed is no process of ours. */
  fault: ContainerFault | undefined;

  constructor(options: ProcessesOptions) {
    this.#options = options;
  }

  async machine(host: Host): Promise<Machine> {
    const { instance, parts, workspace, mediator, builtins, allowsCode, proofMs, random, proven } =
      this.#options;
    const verdictOf = (path: string) => workspace.verdictOf("fs.read", path);
    try {
      const machine = await startGuest(
        {
          instance,
          parts,
          canary: { mediator, verdictOf, builtins, random },
          allowsCode,
          proofMs,
          events: { stray: (text) => this.#stray(text), flood: () => this.#trouble("flood") },
          onLink: (link) => this.#add(link),
        },
        this.#writingThrough(host),
      );
      proven();
      return machine;
    } catch (cause) {
      if (!(cause instanceof ContainerFault)) throw cause;
      this.fault = cause;
      throw new VmBroken("the process was not proven", { cause });
    }
  }

  /** Tells all of them to end; nothing of them is taken any more. */
  end(): void {
    this.#isEnding = true;
    for (const link of this.#links) link.kill();
  }

  /** Whether they are gone in time. */
  async areGone(patienceMs: number): Promise<boolean> {
    return within(Promise.all(this.#links.map((link) => link.exited)), patienceMs);
  }

  #add(link: Link): void {
    this.#links.push(link);
    if (this.#isEnding) link.kill();
  }

  /** A call is answered when what it changed is in the container as well. */
  #writingThrough(host: Host): Host {
    const { workspace } = this.#options;
    return {
      ...host,
      call: async (text, bytes) => {
        const reply = await host.call(text, bytes);
        await workspace.flush().catch((cause) => this.#trouble("host", cause));
        return reply;
      },
    };
  }

  /** Printed past the shim: shown and recorded as what it may be, the agent's. */
  #stray(text: string): void {
    const { mediator, outputBytes, output } = this.#options;
    const bytes = new TextEncoder().encode(text);
    this.#strayBytes += bytes.length;
    if (this.#strayBytes > outputBytes) {
      this.#trouble("flood");
      this.end();
      return;
    }
    try {
      mediator.note({ type: "agent.output", data: { stream: "stderr", body: mediator.body(bytes) } });
    } catch (cause) {
      this.#trouble("log", cause);
      this.end();
      return;
    }
    output({ stream: "stderr", bytes });
  }

  #trouble(code: "host" | "flood" | "log", cause?: unknown): void {
    this.#options.trouble(new ContainerFault(code, { cause }));
  }
}
