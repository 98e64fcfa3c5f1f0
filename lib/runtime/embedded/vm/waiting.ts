/**
 * Waiting inside a call of the guest: a synchronous call of the guest whose answer takes time on the host's side (a
 * person who approves, a disk that flushes). Two ways lead there, and the machine as it was built says which:
 *
 * - JSPI: the platform puts the machine aside with its stack and takes it up again. For the machine as it comes.
 * - Asyncify: the machine was rewritten so that it can unwind its own stack into its memory and wind it up again
 *   (scripts/sandbox/waiting-machine.mjs). It is twice as large and computes at a third to half of the speed, for platforms that have no JSPI.
 *
 * Where there is neither, the host has to answer at once, or to block (a thread of Node can, by Atomics.wait).
 */
interface Jspi {
  readonly Suspending: new (func: (...values: number[]) => unknown) => object;
  readonly promising: (func: unknown) => (...values: number[]) => Promise<number>;
}
const { Suspending, promising } = WebAssembly as unknown as Partial<Jspi>;
export const hasJspi = typeof Suspending === "function" && typeof promising === "function";

export type Entry = (...values: number[]) => number | Promise<number>;
export type Answering = (...values: number[]) => number | Promise<number>;

export interface Waiting {
  /** An import that may answer later. */
  suspending(func: Answering): unknown;
  /** An export that runs code of the guest, and so may come to wait. */
  entering(func: (...values: never[]) => number): Entry;
  /**
   * What a machine may use of its own stack, for each byte that one may which was not rewritten: where functions were given frames there,
   * the same call takes more of it.
   */
  readonly stackShare: number;
  /** Once, when the machine is there. */
  begin(exports: WebAssembly.Exports): void;
}

export function canWait(module: WebAssembly.Module): boolean {
  return isRewritten(module) || hasJspi;
}

export function waitingOf(module: WebAssembly.Module): Waiting {
  if (isRewritten(module)) return new Unwinding();
  return {
    suspending: (func) => (Suspending && hasJspi ? new Suspending(func) : func),
    entering: (func) => (promising && hasJspi ? promising(func) : (func as unknown as Entry)),
    stackShare: 1,
    begin: () => {},
  };
}

function isRewritten(module: WebAssembly.Module): boolean {
  return WebAssembly.Module.exports(module).some(({ name }) => name === "asyncify_get_state");
}

interface Rewritten {
  asyncify_get_state(): number;
  asyncify_start_unwind(area: number): void;
  asyncify_stop_unwind(): void;
  asyncify_start_rewind(area: number): void;
  asyncify_stop_rewind(): void;
  wasm_malloc(size: number): number;
  readonly memory: WebAssembly.Memory;
}

const STATE = { normal: 0, unwinding: 1, rewinding: 2 } as const;
/** More than what functions carry out of which the frames fit on the machine's own stack. */
const AREA_BYTES = 1024 * 1024;
const HEADER_BYTES = 8;

/** One wait at a time: while the machine is unwound nobody enters it, which `Vm` sees to. */
class Unwinding implements Waiting {
  /**
   * 160 KiB for 128. In a worker of Chromium, which has 500 KB of the platform's stack, sixty kinds of recursion break a machine without a
   * limit at 250 KB and more of its own when all of it is optimised, and at 600 KB before; Firefox and WebKit have twice that and more.
   * The rest is for the host, which answers on top of the guest.
   */
  readonly stackShare = 5 / 4;
  #machine: Rewritten | undefined;
  /** Inside of a function that can be entered again where it was left. */
  #isEntered = false;
  #area = 0;
  #answer: Promise<number> | undefined;
  #answered = 0;

  begin(exports: WebAssembly.Exports): void {
    this.#machine = exports as unknown as Rewritten;
  }

  suspending(func: Answering): Answering {
    return (...values) => {
      const machine = this.#machine;
      if (machine?.asyncify_get_state() === STATE.rewinding) {
        machine.asyncify_stop_rewind();
        return this.#answered;
      }
      const answer = func(...values);
      if (!machine || !(answer instanceof Promise)) return answer;
      // A getter of the guest's that the host came upon while it looked at a value: nobody would take the machine up again.
      if (!this.#isEntered) throw new RangeError("nothing here can wait");
      this.#answer = answer;
      machine.asyncify_start_unwind(this.#freshArea(machine));
      return 0;
    };
  }

  entering(func: (...values: never[]) => number): Entry {
    const enter = (...values: number[]) => {
      this.#isEntered = true;
      try {
        return (func as unknown as (...values: number[]) => number)(...values);
      } finally {
        this.#isEntered = false;
      }
    };
    return (...values) => {
      const result = enter(...values);
      return this.#machine?.asyncify_get_state() === STATE.unwinding ? this.#resume(enter, values) : result;
    };
  }

  async #resume(enter: (...values: number[]) => number, values: number[]): Promise<number> {
    const machine = this.#machine as Rewritten;
    let result = 0;
    do {
      machine.asyncify_stop_unwind();
      // What answers in the host never rejects; if it did, the machine would stay unwound, and broken.
      this.#answered = await (this.#answer as Promise<number>);
      machine.asyncify_start_rewind(this.#area);
      result = enter(...values);
    } while (machine.asyncify_get_state() === STATE.unwinding);
    return result;
  }

  /** Where it is written: two pointers, to what is free and to the end, and the room between them. */
  #freshArea({ wasm_malloc: allocate, memory }: Rewritten): number {
    this.#area ||= allocate(AREA_BYTES);
    if (this.#area === 0) throw new RangeError("there is no memory to wait in");
    const view = new DataView(memory.buffer);
    view.setUint32(this.#area, this.#area + HEADER_BYTES, true);
    view.setUint32(this.#area + 4, this.#area + AREA_BYTES, true);
    return this.#area;
  }
}
