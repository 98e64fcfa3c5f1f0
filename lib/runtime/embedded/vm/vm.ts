/**
 * One virtual machine: QuickJS in WebAssembly with a memory of its own, and no way out of it but the host's `call`.
 *
 * Guarantees: code of the guest runs only inside `evaluate`, `run` and `runJobs`, one at a time; it can be stopped at any time
 * that it runs JavaScript (a loop inside the machine's own C code is ended from outside, by whoever runs this thread);
 * a machine whose stack ran over is broken and never entered again. The machine can be saved whole between entries.
 */
import { Heap } from "./heap";
import { machineImports, type Surroundings } from "./host";
import type { Ended, Host, Machine, VmLimits } from "./interface";
import { EVAL, type MachineExports } from "./machine";
import { type Entry, type Waiting, waitingOf } from "./waiting";

export type { Ended, Machine, VmLimits } from "./interface";

/** Everything that a machine is. Private to a session: it holds all that the guest knows. */
export interface VmSnapshot {
  readonly memory: Uint8Array<ArrayBuffer>;
  readonly stackPointer: number;
  readonly runtime: number;
  readonly context: number;
  readonly scratch: number;
  readonly entry: number;
}

export class VmBroken extends Error {
  override readonly name = "VmBroken";
}

export class Vm implements Machine {
  private readonly heap: Heap;
  private readonly machine: MachineExports;
  private readonly host: Host;
  private readonly enterEval: Entry;
  private readonly enterCall: Entry;
  private readonly enterJob: Entry;
  private entry = 0;
  private state: "idle" | "busy" | "broken" = "idle";
  /** Promises that were rejected with nobody listening so far: promise by its address, with what is held. */
  private readonly rejections = new Map<number, { promise: number; reason: number }>();

  private constructor(host: Host, { machine, waiting }: Instance, heap: Heap) {
    this.host = host;
    this.machine = machine;
    this.heap = heap;
    this.enterEval = waiting.entering(machine.qjs_eval);
    this.enterCall = waiting.entering(machine.qjs_call);
    this.enterJob = waiting.entering(machine.qjs_execute_pending_job);
  }

  static async create(module: WebAssembly.Module, host: Host, limits: VmLimits): Promise<Vm> {
    const instance = await instantiate(module, host);
    const { machine } = instance;
    machine._initialize();
    if (machine.qjs_init() !== 0) throw new VmBroken("the machine could not be started");
    return Vm.ready(host, instance, limits, new Heap(machine));
  }

  static async restore(
    module: WebAssembly.Module,
    host: Host,
    limits: VmLimits,
    saved: VmSnapshot,
  ): Promise<Vm> {
    const instance = await instantiate(module, host);
    const { machine } = instance;
    const missing = saved.memory.length - machine.memory.buffer.byteLength;
    if (missing > 0) machine.memory.grow(missing / PAGE_BYTES);
    new Uint8Array(machine.memory.buffer).set(saved.memory);
    machine.qjs_set_runtime_and_context(saved.runtime, saved.context);
    machine.__stack_pointer.value = saved.stackPointer;
    const vm = Vm.ready(host, instance, limits, new Heap(machine, saved.scratch));
    vm.entry = saved.entry;
    return vm;
  }

  private static ready(
    host: Host,
    instance: Instance,
    { memoryBytes, stackBytes }: VmLimits,
    heap: Heap,
  ): Vm {
    const { machine, around, waiting } = instance;
    around.heap = heap;
    const vm = new Vm(host, instance, heap);
    around.rejected = (promise, reason, isHandled) => vm.rejected(promise, reason, isHandled);
    machine.qjs_set_memory_limit(memoryBytes);
    machine.qjs_set_max_stack_size(Math.floor(stackBytes * waiting.stackShare));
    machine.qjs_set_interrupt_handler(1);
    machine.qjs_set_promise_rejection_handler(1);
    machine.qjs_set_module_loader(1);
    return vm;
  }

  /** Runs a script of ours, which finds the host's `call` as its only global of that name, and takes it away. */
  async evaluate(code: string, filename: string): Promise<Ended> {
    return this.enter(async () => {
      const { heap, machine } = this;
      const text = heap.writeText(code);
      const name = heap.writeText(filename);
      try {
        return await this.enterEval(text.pointer, text.length, name.pointer, EVAL.global);
      } finally {
        machine.wasm_free(text.pointer);
        machine.wasm_free(name.pointer);
      }
    });
  }

  /** Puts the host's one function in the way of the first script, under a name that it is to delete. */
  offerHost(name: string): void {
    this.assertIdle();
    const { heap, machine } = this;
    const label = heap.writeText(name);
    const func = machine.qjs_new_host_function(label.pointer, label.length, 2);
    const global = machine.qjs_get_global();
    machine.qjs_set_prop_string(global, label.pointer, func);
    for (const value of [func, global]) machine.qjs_free_value(value);
    machine.wasm_free(label.pointer);
  }

  /** Keeps a function that the first script left in the global of this name: the door to the guest from then on. */
  takeEntry(name: string): void {
    this.assertIdle();
    const { heap, machine } = this;
    const label = heap.writeText(name);
    const global = machine.qjs_get_global();
    this.entry = machine.qjs_get_prop_string(global, label.pointer);
    machine.qjs_free_value(global);
    machine.wasm_free(label.pointer);
  }

  /** Calls the entry with a text, and bytes where there are some. */
  async run(text: string, bytes?: Uint8Array): Promise<Ended> {
    return this.enter(() => {
      const { heap } = this;
      return this.callEntry([heap.newString(text), ...(bytes ? [heap.newBytes(bytes)] : [])]);
    });
  }

  /**
   * Calls the entry with a text and a list of what nobody listened to: reason and promise, one after the other. They are the
   * guest's own values and go back to it unseen. Answers undefined when there is nothing to tell.
   */
  async runRejections(text: string): Promise<Ended | undefined> {
    if (this.rejections.size === 0) return undefined;
    return this.enter(() => {
      const { heap, machine } = this;
      const list = machine.qjs_new_array();
      let at = 0;
      for (const { promise, reason } of this.rejections.values()) {
        for (const value of [reason, promise]) {
          machine.qjs_set_prop_uint32(list, at++, value);
          machine.qjs_free_value(value);
        }
      }
      this.rejections.clear();
      return this.callEntry([heap.newString(text), list]);
    });
  }

  /** Frees what it is given. */
  private async callEntry(values: readonly number[]): Promise<number> {
    const { heap, machine } = this;
    const list = heap.allocate(values.length * POINTER_BYTES);
    values.forEach((value, i) => {
      heap.writeNumber(list + i * POINTER_BYTES, value);
    });
    try {
      return await this.enterCall(this.entry, machine.qjs_get_undefined(), values.length, list);
    } finally {
      machine.wasm_free(list);
      for (const value of values) machine.qjs_free_value(value);
    }
  }

  /** Runs what promises have waiting, until nothing is left or `shouldStop` says so. */
  async runJobs(): Promise<Ended> {
    const { machine, host } = this;
    while (machine.qjs_is_job_pending() !== 0) {
      if (host.shouldStop()) return { kind: "stopped" };
      const ended = await this.enter(async () => {
        const status = await this.enterJob();
        // A job that failed leaves what was thrown; the value is only there to be looked at alike.
        return status < 0 ? EXCEPTION : NOTHING;
      });
      if (ended.kind !== "value") return ended;
    }
    return { kind: "value", text: undefined };
  }

  get hasJobs(): boolean {
    return this.machine.qjs_is_job_pending() !== 0;
  }

  get memoryBytes(): number {
    return this.machine.memory.buffer.byteLength;
  }

  /** Never to be entered again; its memory is nobody's any more. */
  dispose(): void {
    this.state = "broken";
  }

  /**
   * Where the guest is, while it waits inside a call. Words of the guest's, which can make them say anything: for a person to
   * read, and for nothing else.
   */
  stack(): string {
    const { heap, machine } = this;
    const text = heap.writeText("new Error().stack");
    const name = heap.writeText("");
    try {
      const value = machine.qjs_eval(text.pointer, text.length, name.pointer, EVAL.global);
      if (machine.qjs_is_exception(value) !== 0) {
        machine.qjs_free_value(machine.qjs_get_exception());
        return "";
      }
      const stack = heap.stringOf(value) ?? "";
      machine.qjs_free_value(value);
      return stack;
    } catch {
      return "";
    } finally {
      machine.wasm_free(text.pointer);
      machine.wasm_free(name.pointer);
    }
  }

  snapshot(): VmSnapshot {
    this.assertIdle();
    const { machine, heap } = this;
    return {
      memory: new Uint8Array(machine.memory.buffer.slice(0)),
      stackPointer: machine.__stack_pointer.value as number,
      runtime: machine.qjs_get_runtime_ptr(),
      context: machine.qjs_get_context_ptr(),
      scratch: heap.scratchPointer,
      entry: this.entry,
    };
  }

  private assertIdle(): void {
    if (this.state === "broken") throw new VmBroken("the machine is broken");
    // A second way in while the first one waits would run on top of its stack.
    if (this.state === "busy") throw new RangeError("the machine is running");
  }

  private async enter(work: () => Promise<number>): Promise<Ended> {
    this.assertIdle();
    this.state = "busy";
    try {
      const value = await work();
      const ended = this.look(value);
      this.state = "idle";
      return ended;
    } catch (cause) {
      // Whatever comes out of WebAssembly itself (its stack ran over) leaves the memory halfway: never again.
      this.state = "broken";
      if (this.host.shouldStop()) return { kind: "stopped" };
      throw new VmBroken("the machine broke", { cause });
    }
  }

  private look(value: number): Ended {
    if (value === NOTHING) return { kind: "value", text: undefined };
    const { machine, heap } = this;
    if (value !== EXCEPTION && machine.qjs_is_exception(value) === 0) {
      const text = heap.stringOf(value);
      machine.qjs_free_value(value);
      return { kind: "value", text };
    }
    if (value !== EXCEPTION) machine.qjs_free_value(value);
    const thrown = machine.qjs_get_exception();
    const text = heap.stringOf(thrown) ?? this.property(thrown, "message") ?? "something was thrown";
    machine.qjs_free_value(thrown);
    return this.host.shouldStop() ? { kind: "stopped" } : { kind: "thrown", text };
  }

  private property(object: number, name: string): string | undefined {
    const { machine, heap } = this;
    const label = heap.writeText(name);
    const value = machine.qjs_get_prop_string(object, label.pointer);
    machine.wasm_free(label.pointer);
    const text = heap.stringOf(value);
    machine.qjs_free_value(value);
    return text;
  }

  private rejected(promise: number, reason: number, isHandled: boolean): void {
    const { machine, rejections } = this;
    const key = machine.qjs_get_value_ptr(promise);
    const known = rejections.get(key);
    if (isHandled || known) {
      machine.qjs_free_value(promise);
      machine.qjs_free_value(reason);
      if (!isHandled || !known) return;
      rejections.delete(key);
      machine.qjs_free_value(known.promise);
      machine.qjs_free_value(known.reason);
      return;
    }
    rejections.set(key, { promise, reason });
  }
}

const PAGE_BYTES = 65_536;
const POINTER_BYTES = 4;
/** No pointer is 0 or -1. */
const NOTHING = 0;
const EXCEPTION = -1;

interface Instance {
  readonly machine: MachineExports;
  readonly around: Surroundings;
  readonly waiting: Waiting;
}

async function instantiate(module: WebAssembly.Module, host: Host): Promise<Instance> {
  const around: Surroundings = {
    memory: undefined,
    heap: undefined,
    rejected: () => {},
  };
  const waiting = waitingOf(module);
  const { exports } = await WebAssembly.instantiate(module, machineImports(host, around, waiting));
  waiting.begin(exports);
  const machine = exports as unknown as MachineExports;
  around.memory = machine.memory;
  return { machine, around, waiting };
}
