/**
 * What the machine may ask of its surroundings: nothing but this. Whatever is thrown on this side stays on this side: the
 * guest gets a fixed sentence, never a stack or a message of ours, which would tell it of the host.
 */
import type { Heap } from "./heap";
import type { Host, ModuleReply, Reply } from "./interface";
import type { Waiting } from "./waiting";

export type { Host, ModuleReply, Reply } from "./interface";

/** What is known of the machine only after it was made. */
export interface Surroundings {
  memory: WebAssembly.Memory | undefined;
  heap: Heap | undefined;
  rejected(promise: number, reason: number, isHandled: boolean): void;
}

const FAILED = "The host failed to answer.";
const SUCCESS = 0;
const BAD_FD = 8;
const NOT_SUPPORTED = 52;

export function machineImports(host: Host, around: Surroundings, waiting: Waiting): WebAssembly.Imports {
  const { call, resolve, load } = new Calls(host, around);
  return {
    env: {
      host_call: waiting.suspending(call),
      host_module_normalize: waiting.suspending(resolve),
      host_module_load: waiting.suspending(load),
      host_interrupt: interrupting(host),
      host_promise_rejection: (promise: number, reason: number, isHandled: number) =>
        around.rejected(promise, reason, isHandled !== 0),
      // The guest lives in UTC: where the host stands is none of its business, and the same run gives the same times.
      host_get_timezone_offset: () => 0,
    } as WebAssembly.ModuleImports,
    wasi_snapshot_preview1: wasi(host, around),
  };
}

/**
 * The machine ends the guest by an error that no `catch` sees. But where code of the guest is called on the way to
 * something else (to say what a stack looks like), the machine forgets that error: a guest that loops in there would go on
 * for ever. Who is asked a second time was not ended by the first, and is ended by what nobody in the machine can catch.
 */
function interrupting(host: Host): () => number {
  let isEnding = false;
  return () => {
    if (!host.shouldStop()) {
      isEnding = false;
      return 0;
    }
    if (isEnding) throw new Error("the guest was to stop and went on");
    isEnding = true;
    return 1;
  };
}

class Calls {
  private readonly host: Host;
  private readonly around: Surroundings;

  constructor(host: Host, around: Surroundings) {
    this.host = host;
    this.around = around;
  }

  private get heap(): Heap {
    if (!this.around.heap) throw new RangeError("the machine called before it was ready");
    return this.around.heap;
  }

  readonly call = (
    _name?: number,
    _length?: number,
    _self?: number,
    count = 0,
    values = 0,
  ): number | Promise<number> => {
    const { heap } = this;
    const view = new DataView(heap.bytes.buffer);
    const text = count > 0 ? heap.stringOf(view.getUint32(values, true)) : undefined;
    const bytes = count > 1 ? heap.bytesOf(view.getUint32(values + 4, true)) : undefined;
    let reply: Reply | Promise<Reply>;
    try {
      reply = text === undefined ? { text: "" } : this.host.call(text, bytes);
    } catch {
      return this.fail(FAILED);
    }
    if (!(reply instanceof Promise)) return this.answer(reply);
    return reply.then(
      (later) => this.answer(later),
      () => this.fail(FAILED),
    );
  };

  private answer({ text, bytes }: Reply): number {
    const { heap } = this;
    const { machine } = heap;
    if (bytes === undefined) return heap.newString(text);
    const pair = machine.qjs_new_array();
    for (const [index, value] of [heap.newString(text), heap.newBytes(bytes)].entries()) {
      machine.qjs_set_prop_uint32(pair, index, value);
      machine.qjs_free_value(value);
    }
    return pair;
  }

  /** Throws in the guest. The zero tells the machine that something was thrown. */
  private fail(sentence: string): number {
    const { heap } = this;
    const value = heap.newString(sentence);
    heap.machine.qjs_throw(value);
    heap.machine.qjs_free_value(value);
    return 0;
  }

  /** As Node does it: with an error that says by its code what is wrong. */
  private failImport({ error, name, code }: Extract<ModuleReply, { error: string }>): number {
    const { heap } = this;
    const { machine } = heap;
    const value = machine.qjs_new_error();
    for (const [key, text] of Object.entries({ message: error, name, code })) {
      if (text === undefined) continue;
      const label = heap.writeText(key);
      const word = heap.newString(text);
      machine.qjs_set_prop_string(value, label.pointer, word);
      machine.qjs_free_value(word);
      machine.wasm_free(label.pointer);
    }
    machine.qjs_throw(value);
    machine.qjs_free_value(value);
    return 0;
  }

  readonly resolve = (base = 0, specifier = 0): number | Promise<number> =>
    this.module(
      () => this.host.resolve(this.heap.readText(base), this.heap.readText(specifier)),
      ({ pointer }) => pointer,
    );

  readonly load = (name = 0, outLength = 0): number | Promise<number> =>
    this.module(
      () => this.host.load(this.heap.readText(name)),
      ({ pointer, length }) => {
        this.heap.writeNumber(outLength, length);
        return pointer;
      },
    );

  /** The machine frees the text that it gets. */
  private module(
    ask: () => ModuleReply | Promise<ModuleReply>,
    give: (text: { pointer: number; length: number }) => number,
  ): number | Promise<number> {
    const answer = (reply: ModuleReply) =>
      "text" in reply ? give(this.heap.writeText(reply.text)) : this.failImport(reply);
    try {
      const reply = ask();
      return reply instanceof Promise ? reply.then(answer, () => this.fail(FAILED)) : answer(reply);
    } catch {
      return this.fail(FAILED);
    }
  }
}

/** Of a whole operating system the machine gets a clock and random bytes; both are the host's to choose. */
function wasi(host: Host, around: Surroundings): WebAssembly.ModuleImports {
  const memory = () => around.memory?.buffer ?? new ArrayBuffer(0);
  return {
    clock_time_get: (_clock: number, _precision: bigint, out: number) => {
      new DataView(memory()).setBigUint64(out, host.now(), true);
      return SUCCESS;
    },
    random_get: (out: number, length: number) => {
      host.random(new Uint8Array(memory(), out, length));
      return SUCCESS;
    },
    // Messages of the machine itself, about running out of memory: nobody of ours reads them.
    fd_write: () => BAD_FD,
    fd_close: () => NOT_SUPPORTED,
    fd_fdstat_get: () => BAD_FD,
    fd_seek: () => NOT_SUPPORTED,
  };
}
