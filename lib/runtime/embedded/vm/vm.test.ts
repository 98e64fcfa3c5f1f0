import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Host } from "./host";
import { ENDS, RECURSIONS } from "./testing/recursions";
import { Vm, VmBroken } from "./vm";

const machine = new WebAssembly.Module(readFileSync(join(process.cwd(), "lib/runtime/.bundle/machine.wasm")));
const LIMITS = { memoryBytes: 32 << 20, stackBytes: 128 << 10 };

/** The entry evaluates a function of its text and calls it with the host; what it answers is made a text. */
const LIBRARY = `
const host = globalThis.h; delete globalThis.h;
globalThis.e = (text, more) => { const answer = (0, eval)(text)(host, more); return typeof answer === "string" ? answer : JSON.stringify(answer); };
`;

async function started(host: Partial<Host> = {}): Promise<Vm> {
  const vm = await Vm.create(machine, { ...HOST, ...host }, LIMITS);
  vm.offerHost("h");
  await vm.evaluate(LIBRARY, "library");
  vm.takeEntry("e");
  return vm;
}
const HOST: Host = {
  call: (text, bytes) => ({ text: `${text}:${bytes?.join() ?? ""}` }),
  resolve: (_, specifier) => ({ text: specifier }),
  load: (name) => ({ error: `no module ${name}` }),
  shouldStop: () => false,
  now: () => 1_234_000_000n,
  random: (bytes) => bytes.fill(7),
};
const value = (text: string | undefined) => ({ kind: "value", text });

describe("calls of the host", () => {
  it("carry text of any kind, as it is", async () => {
    const vm = await started();
    for (const text of ["", "ä€𝄞", "a\0b", "x".repeat(100_000)]) {
      expect(await vm.run(`(h) => h(${JSON.stringify(text)})`)).toEqual(value(`${text}:`));
    }
    // A half of a surrogate pair is no text: it is exchanged before anybody decides about it.
    expect(await vm.run(String.raw`(h) => h("\ud800")`)).toEqual(value("\ufffd\ufffd\ufffd:"));
  });

  it("carry bytes both ways, by copy, of the window that was given and no more", async () => {
    const vm = await started({ call: (_, bytes) => ({ text: "t", bytes: bytes ?? new Uint8Array([9]) }) });
    expect(
      await vm.run("(h) => { const [t, b] = h('x'); return t + b.constructor.name + b.join() }"),
    ).toEqual(value("tUint8Array9"));
    const window = "new Uint8Array([1,2,3,4,5]).subarray(1, 4)";
    expect(await vm.run(`(h) => h('x', ${window})[1].join()`)).toEqual(value("2,3,4"));
    expect(await vm.run("(h, b) => b.join()", new Uint8Array([4, 5]))).toEqual(value("4,5"));
    expect(await vm.run("(h) => h('x', new Uint8Array())[1].length")).toEqual(value("0"));
  });

  it("take whatever they are given without running code of the guest", async () => {
    const seen: unknown[] = [];
    const vm = await started({
      call: (text, bytes) => {
        seen.push(text, bytes);
        return { text: "" };
      },
    });
    const odd = "{ toString() { throw 1 }, get buffer() { throw 2 }, valueOf() { throw 3 } }";
    for (const call of [
      "h()",
      `h(${odd})`,
      `h("a", ${odd})`,
      'h("b", 1)',
      'h("c", [1,2])',
      'h(new String("d"))',
    ]) {
      expect(await vm.run(`(h) => ${call}`)).toEqual(value(""));
    }
    expect(seen).toEqual(["a", undefined, "b", undefined, "c", undefined]);
  });

  it("that fail on the host's side tell nothing of the host", async () => {
    const vm = await started({
      call: () => {
        throw new Error("secret of /the/host");
      },
    });
    const ended = await vm.run(
      "(h) => { try { h('x') } catch (e) { return typeof e + ':' + e + ':' + (e.stack ?? '') } }",
    );
    expect(ended).toEqual(value("string:The host failed to answer.:"));
  });
});

describe("what a guest can do to the machine", () => {
  it("an endless loop ends when it is to stop, and cannot be caught", async () => {
    let asked = 0;
    const vm = await started({ shouldStop: () => ++asked > 3 });
    const ended = await vm.run("() => { for (;;) { try { for (;;); } catch {} finally { continue } } }");
    expect(ended).toEqual({ kind: "stopped" });
  });

  it.each([
    [
      "says what a stack looks like",
      "Error.prepareStackTrace = () => { for (;;); }; for (;;) try { null.x } catch {}",
    ],
    [
      "does so by a getter",
      "Object.defineProperty(Error, 'prepareStackTrace', { get() { for (;;); } }); for (;;) try { null.x } catch {}",
    ],
    [
      "closes an iterator",
      "for (;;) try { for (const x of { [Symbol.iterator]: () => ({ next: () => ({}), return() { for (;;); } }) }) throw 1 } catch {}",
    ],
    ["is turned into text", "for (;;) try { '' + { toString() { for (;;); } } } catch {}"],
    ["is sorted", "for (;;) try { [1, 2].sort(() => { for (;;); }) } catch {}"],
    ["resolves a promise", "for (;;) { const p = Promise.resolve({ get then() { for (;;); } }); }"],
    ["makes a promise", "for (;;) new Promise(() => { for (;;); })"],
    [
      "answers for another",
      "const p = new Proxy({}, { get() { for (;;); } }); for (;;) try { p.x } catch {}",
    ],
  ])("a loop in code that %s ends as well", async (_, code) => {
    let asked = 0;
    const vm = await started({ shouldStop: () => ++asked > 3 });
    expect(await vm.run(`() => { ${code} }`)).toEqual({ kind: "stopped" });
  });

  it("an endless chain of jobs ends when it is to stop", async () => {
    let isOver = false;
    const vm = await started({
      shouldStop: () => isOver,
      call: () => {
        isOver = true;
        return { text: "" };
      },
    });
    await vm.run(
      "(h) => { let n = 0; const f = () => { if (++n === 50) h('x'); Promise.resolve().then(f) }; f() }",
    );
    expect(await vm.runJobs()).toEqual({ kind: "stopped" });
  });

  it.each([
    ["recursion", "const f = () => f() + 1; f()"],
    ["recursion by toString", "const o = { toString() { return '' + o } }; '' + o"],
    ["recursion of a regular expression", "/(?:(?:(?:(?:a*)*)*)*)*b/.test('a'.repeat(30)) || f()"],
    ["memory in strings", "const a = []; for (;;) a.push('x'.repeat(1 << 20) + a.length)"],
    ["memory in arrays", "new Array(1e9).fill(1)"],
    ["memory in buffers", "new Uint8Array(3e9)"],
  ])("%s is an error of its own, and the machine goes on", async (_, code) => {
    const started_ = Date.now();
    const vm = await started({ shouldStop: () => Date.now() > started_ + 2000 });
    const ended = await vm.run(`() => { try { ${code} } catch (e) { return e.name } return 'went through' }`);
    expect(["value", "stopped"]).toContain(ended.kind);
    if (ended.kind === "value") {
      expect(["RangeError", "InternalError", "ReferenceError"]).toContain(ended.text);
      expect(await vm.run("() => 1 + 1")).toEqual(value("2"));
    }
  });

  it("ends each kind of recursion as an error that can be caught, and runs on", async () => {
    for (const [what, code] of Object.entries(RECURSIONS)) {
      const vm = await started();
      const program = `(h) => { try { ${code}; return "nothing" } catch (error) { return error.name } }`;
      expect([what, await vm.run(program)]).toEqual([what, value(expect.stringMatching(ENDS) as never)]);
      expect(await vm.run("() => 1 + 1")).toEqual(value("2"));
    }
  });

  it("what runs over the stack of WebAssembly itself breaks the machine for good, and nothing else", async () => {
    const vm = await started();
    // The one recursion that the machine itself does not count.
    const deep =
      "() => { let i = [1].values(); for (let n = 0; n < 2e4; n++) i = i.map((x) => x); i.next() }";
    await expect(vm.run(deep)).rejects.toThrow(VmBroken);
    await expect(vm.run("() => 1")).rejects.toThrow(VmBroken);
    expect(() => vm.snapshot()).toThrow(VmBroken);
  });

  it("nothing of the host is in its globals", async () => {
    const vm = await started();
    const found = await vm.run(
      "() => ['process', 'require', 'fetch', 'globalThis.h', 'std', 'os', 'scriptArgs', 'print', 'WebAssembly', 'importScripts', 'postMessage'].filter((n) => { try { return (0, eval)('typeof ' + n) !== 'undefined' } catch { return false } }).join()",
    );
    expect(found).toEqual(value(""));
  });
});

describe("a machine", () => {
  it("has the time and the random bytes that it is given", async () => {
    const vm = await started();
    expect(await vm.run("() => Date.now() + ',' + new Date(0).getTimezoneOffset()")).toEqual(value("1234,0"));
    const again = await started();
    expect(await vm.run("() => Math.random()")).toEqual(await again.run("() => Math.random()"));
  });

  it("loads modules through the host, and says what the host says", async () => {
    const vm = await started({
      load: (name) =>
        name === "/a.js" ? { text: "export const a = 5" } : { error: `no module ${name}`, code: "GONE" },
    });
    await vm.run("() => { import('/a.js').then((m) => { globalThis.r = m.a }) }");
    await vm.runJobs();
    expect(await vm.run("() => globalThis.r")).toEqual(value("5"));
    await vm.run("() => { import('/b.js').catch((e) => { globalThis.r = e.code + String(e) }) }");
    await vm.runJobs();
    expect(await vm.run("() => globalThis.r")).toEqual(value("GONEError: no module /b.js"));
  });

  it("tells the guest what was rejected and not listened to", async () => {
    const vm = await started();
    await vm.run(
      "() => { globalThis.p = Promise.reject('one'); const q = Promise.reject('two'); q.catch(() => {}); Promise.reject('three') }",
    );
    await vm.runJobs();
    const tell = "(h, list) => list[0] + (list[1] === globalThis.p) + list[2] + list.length";
    expect(await vm.runRejections(tell)).toEqual(value("onetruethree4"));
    expect(await vm.runRejections(tell)).toBeUndefined();
  });

  it("is saved and comes back as it was, apart from the one that goes on", async () => {
    const vm = await started();
    await vm.run(
      "() => { globalThis.n = 1; globalThis.p = Promise.resolve().then(() => { globalThis.n += 10 }) }",
    );
    const saved = vm.snapshot();
    await vm.runJobs();
    await vm.run("() => { globalThis.n += 100 }");
    const back = await Vm.restore(machine, HOST, LIMITS, saved);
    expect(await back.run("() => globalThis.n")).toEqual(value("1"));
    await back.runJobs();
    expect(await back.run("() => globalThis.n")).toEqual(value("11"));
    expect(await vm.run("() => globalThis.n")).toEqual(value("111"));
    expect(await back.run("(h) => h('still')")).toEqual(value("still:"));
  });

  it("is entered by one at a time", async () => {
    const vm = await started();
    const first = vm.run("() => 1");
    await expect(vm.run("() => 2")).rejects.toThrow("running");
    expect(await first).toEqual(value("1"));
  });
});
