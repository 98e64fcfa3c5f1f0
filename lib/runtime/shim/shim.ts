/**
 * The world of an agent in an engine that has more than an agent may have: a realm of its own, in which there is the language,
 * the guest's library, and nothing of Node. The host is asked by one function that blocks.
 *
 * Guarantees: objects of this realm do not cross; texts do, and bytes as copies. What it does not guarantee: a realm is no
 * boundary against faults of the engine, so below it stands what the driver has: a process without rights, or nothing.
 */
import type { Ended } from "../embedded/vm/interface";
import type { Asking, Order, Report, Start } from "./exchange";
import type { Connect, Inside, Outside } from "./inside";
import { copyOf, fill } from "./intrinsics";
import { Modules } from "./modules";
import type { Vm, VmContext } from "./platform";

export interface ShimPlatform {
  readonly vm: Vm;
  readonly ask: Asking;
  memoryBytes(): number;
}

/** Frames of these files are nobody's business: the library leaves them out of what an agent sees of a stack. */
const OWN_FILE = "node:internal";
/** As the machine calls scripts that the library evaluates; it knows which file each line is of. */
const EVALUATED = "<input>";

export class Shim {
  private readonly platform: ShimPlatform;
  private readonly context: VmContext;
  private readonly inside: Inside;
  private readonly modules: Modules;
  /** Reasons by promise, of what nobody listened to so far. */
  private readonly rejections = new Map<unknown, unknown>();

  constructor(platform: ShimPlatform, { inside, library, allowsCode }: Start) {
    const { vm, ask } = platform;
    this.platform = platform;
    // Without it the global object asks a table of this realm at every name: slower, but as closed.
    const kind = vm.constants?.DONT_CONTEXTIFY ?? Object.create(null);
    this.context = vm.createContext(kind, { codeGeneration: { strings: allowsCode, wasm: false } });
    this.modules = new Modules({ vm, context: this.context, ask, inside: () => this.inside });
    const script = new vm.Script(`${inside}\n;globalThis.__aegis_connect`, { filename: OWN_FILE });
    const connect = script.runInContext(this.context) as Connect;
    this.inside = connect(this.outside());
    new vm.Script(library, { filename: OWN_FILE }).runInContext(this.context);
    new vm.Script("delete globalThis.__aegis_connect", { filename: OWN_FILE }).runInContext(this.context);
    this.inside.ready();
  }

  /** Begins an order. The jobs that it leaves are the platform's to run, before it asks for the report. */
  begin(order: Order): Ended | undefined {
    if (order.kind === "rejections") return this.tell(order.text);
    return this.enter(order.text, order.bytes && this.bytesOf(order.bytes));
  }

  report(ended: Ended | undefined): Report {
    return {
      ...(ended && { ended }),
      hasRejections: this.rejections.size > 0,
      memoryBytes: this.platform.memoryBytes(),
    };
  }

  /** The platform has found that nobody listens to a promise. Both are the agent's, and go back to it unseen. */
  rejected(promise: unknown, reason: unknown): void {
    this.rejections.set(promise, reason);
  }

  handled(promise: unknown): void {
    this.rejections.delete(promise);
  }

  private tell(text: string): Ended | undefined {
    if (this.rejections.size === 0) return undefined;
    const list = this.inside.list();
    for (const [promise, reason] of this.rejections) {
      this.inside.push(list, reason);
      this.inside.push(list, promise);
    }
    this.rejections.clear();
    return this.enter(text, list);
  }

  private enter(text: string, extra: unknown): Ended {
    const [isWell, answer] = this.inside.enter(text, extra);
    return isWell ? { kind: "value", text: `${answer}` } : { kind: "thrown", text: `${answer}` };
  }

  private bytesOf(bytes: Uint8Array): Uint8Array {
    const view = this.inside.bytes(bytes.length);
    fill(view, bytes);
    return view;
  }

  private outside(): Outside {
    const { vm, ask } = this.platform;
    return {
      call: (text, bytes) => {
        if (typeof text !== "string") return undefined;
        const copy = bytes === undefined ? undefined : copyOf(bytes);
        const answer = ask({ kind: "call", text, ...(copy && { bytes: copy }) });
        if (answer?.bytes === undefined) return answer?.text;
        return this.inside.pair(answer.text, this.bytesOf(answer.bytes));
      },
      compile: (text) => {
        let script: InstanceType<Vm["Script"]>;
        try {
          script = new vm.Script(text, { filename: EVALUATED });
        } catch (thrown) {
          return ["syntax", (thrown as Error).message];
        }
        try {
          return ["value", script.runInContext(this.context)];
        } catch (thrown) {
          return ["thrown", thrown];
        }
      },
      load: (base, specifier, done, failed) => void this.modules.import(base, specifier, done, failed),
    };
  }
}
