import { beforeAll, describe, expect, it, vi } from "vitest";
import { prepare } from "../../embedded/sandbox/prepare";
import type { Host } from "../../embedded/vm/host";
import { type Machine, VmBroken } from "../../embedded/vm/vm";
import { threadParts } from "./parts";
import { type ThreadSource, threadMachine } from "./thread-machine";

const LIBRARY = `
const host = globalThis.__aegis_host; delete globalThis.__aegis_host;
globalThis.__aegis_entry = (text, more) => { const answer = (0, eval)(text)(host, more); return typeof answer === "string" ? answer : JSON.stringify(answer); };
`;
const LIMITS = { memoryBytes: 32 << 20, stackBytes: 128 << 10 };
const HOST: Host = {
  call: (text) => ({ text }),
  resolve: async (_, specifier) => ({ text: specifier }),
  load: async (name) => ({ text: `export const name = ${JSON.stringify(name)}` }),
  shouldStop: () => false,
  now: () => 0n,
  random: () => {},
};
let source: ThreadSource;

beforeAll(async () => {
  const { machine, program } = await threadParts();
  source = { machine, program, prepared: await prepare(machine, LIBRARY) };
});

async function using(host: Partial<Host>, test: (machine: Machine) => Promise<void>) {
  const machine = await threadMachine(source, { ...HOST, ...host }, LIMITS);
  try {
    await test(machine);
  } finally {
    machine.dispose();
  }
}
const value = (text: string | undefined) => ({ kind: "value", text });

describe("a machine in a thread", () => {
  it("waits inside a synchronous call until the answer is there", () =>
    using(
      { call: (text) => new Promise((resolve) => setImmediate(() => resolve({ text: `${text}!` }))) },
      async (machine) => {
        expect(await machine.run("(h) => h('a') + h('b')")).toEqual(value("a!b!"));
      },
    ));

  it("waits on when it is woken for an answer that it has had", async () => {
    // Whoever answers may be held up between saying so and waking, for as long as a busy machine likes.
    const { notify } = Atomics;
    let wake: (() => number) | undefined;
    const spy = vi.spyOn(Atomics, "notify").mockImplementation((words, index) => {
      wake = () => notify(words, index);
      return wake();
    });
    const call = async (text: string) => {
      // Until it waits for this one, and was woken for the one before.
      while (wake?.() === 0) await new Promise((resolve) => setImmediate(resolve));
      // With room for it to make the mistake.
      await new Promise((resolve) => setTimeout(resolve, 30));
      return { text: `${text}!` };
    };
    try {
      await using({ call }, async (machine) => {
        expect(await machine.run("(h) => [1, 2, 3, 4, 5].map((n) => h('a' + n)).join()")).toEqual(
          value("a1!,a2!,a3!,a4!,a5!"),
        );
      });
    } finally {
      spy.mockRestore();
    }
  });

  it("carries bytes, modules, rejections and jobs", () =>
    using({ call: (_, bytes) => ({ text: "", bytes: bytes ?? new Uint8Array() }) }, async (machine) => {
      expect(await machine.run("(h, b) => h('', b)[1].join()", new Uint8Array([1, 2]))).toEqual(value("1,2"));
      await machine.run("() => { import('/x').then((m) => { globalThis.n = m.name }); Promise.reject('r') }");
      expect(await machine.runJobs()).toEqual(value(undefined));
      expect(await machine.run("() => globalThis.n")).toEqual(value("/x"));
      expect(await machine.runRejections("(h, list) => list[0]")).toEqual(value("r"));
      expect(machine.memoryBytes).toBeGreaterThan(1 << 20);
    }));

  it("answers a guest with a fixed sentence where the host fails", () =>
    using({ call: () => Promise.reject(new Error("of the host")) }, async (machine) => {
      expect(await machine.run("(h) => { try { h('') } catch (e) { return String(e) } }")).toEqual(
        value("The host failed to answer."),
      );
    }));

  it("ends a loop, also one that asks nobody", async () => {
    for (const loop of [
      "for (;;);",
      "/(a*)*b/.test('a'.repeat(40))",
      "for (;;) try { for (;;); } catch {}",
    ]) {
      let isOver = false;
      setTimeout(() => {
        isOver = true;
      }, 20);
      await using({ shouldStop: () => isOver }, async (machine) => {
        expect(await machine.run(`() => { ${loop} }`)).toEqual({ kind: "stopped" });
      });
    }
  });

  it("ends a loop that does nothing but ask", () => {
    let calls = 0;
    const host = { call: () => ({ text: `${++calls}` }), shouldStop: () => calls > 0 };
    return using(host, async (machine) => {
      expect(await machine.run("(h) => { for (;;) try { h('') } catch {} }")).toEqual({ kind: "stopped" });
    });
  });

  it("that runs over its stack fails alone: the next one works", async () => {
    // Whether the machine's own stack or that of the thread ends first is the engine's business.
    await using({}, async (machine) => {
      const deep =
        "() => { let x = []; for (let i = 0; i < 2e5; i++) x = [x]; return JSON.stringify(x).length }";
      const ended = await machine.run(deep).catch((thrown: unknown) => thrown);
      if (!(ended instanceof VmBroken)) expect(ended).toMatchObject({ kind: "thrown" });
    });
    await using({}, async (machine) => {
      expect(await machine.run("() => 1")).toEqual(value("1"));
    });
  });

  it("has no variables, arguments or modules of the process", () =>
    using({}, async (machine) => {
      expect(await machine.run("() => typeof process + typeof require")).toEqual(value("undefinedundefined"));
    }));
});
