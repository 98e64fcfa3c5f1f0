/** The machine that can put itself aside, on a platform that could not do it for it. */
import { describe, expect, it } from "vitest";
import type { Host } from "./host";
import { ENDS, RECURSIONS } from "./testing/recursions";
import { waitingMachine } from "./testing/waiting-machine";
import { Vm, VmBroken } from "./vm";
import { canWait } from "./waiting";

const machine = await waitingMachine();
const LIMITS = { memoryBytes: 32 << 20, stackBytes: 128 << 10 };
const LIBRARY = `
const host = globalThis.h; delete globalThis.h;
globalThis.e = (text) => { const answer = (0, eval)(text)(host); return typeof answer === "string" ? answer : JSON.stringify(answer); };
`;
const later = <Value>(value: Value) => new Promise<Value>((resolve) => setTimeout(resolve, 1, value));

async function started(host: Partial<Host> = {}): Promise<Vm> {
  const all: Host = {
    call: (text) => later({ text: `${text}!` }),
    resolve: (_, specifier) => later({ text: specifier }),
    load: (name) => later({ text: `export default ${JSON.stringify(name)}; globalThis.loaded = "${name}";` }),
    shouldStop: () => false,
    now: () => 0n,
    random: () => {},
    ...host,
  };
  const vm = await Vm.create(machine, all, LIMITS);
  vm.offerHost("h");
  await vm.evaluate(LIBRARY, "library");
  vm.takeEntry("e");
  return vm;
}
const fail = () => {
  throw new Error("ours");
};
const value = (text: string) => ({ kind: "value", text });

describe("a machine that unwinds itself", () => {
  it("can wait wherever it is", () => expect(canWait(machine)).toBe(true));

  it("waits inside a synchronous call, again and again, with all that stood on its stack", async () => {
    const vm = await started();
    const nested = `(h) => { const go = (n) => n === 0 ? h("end") : go(n - 1) + h(String(n)); return go(10) }`;
    const numbers = Array.from({ length: 10 }, (_, i) => `${i + 1}!`).join("");
    expect(await vm.run(nested)).toEqual(value(`end!${numbers}`));
    expect(await vm.run(`(h) => [3, 1, 2].sort((a, b) => (h("x"), a - b)).join()`)).toEqual(value("1,2,3"));
  });

  it("waits in what the library's own functions call: parsing, replacing, getters, iterators", async () => {
    const vm = await started();
    const program = `(h) => [
      JSON.parse('[1]', (k, v) => h("p") + v),
      "ab".replace(/./g, (c) => h(c)),
      ({ get it() { return h("g") } }).it,
      [...(function* () { yield h("y") })()].join(),
      \`\${{ toString: () => h("s") }}\`,
    ].join(" ")`;
    expect(await vm.run(program)).toEqual(value("p!p!1 a!b! g! y! s!"));
  });

  it("throws what the host throws, and goes on after it was caught", async () => {
    const vm = await started({
      call: (text) => (text === "bad" ? later(0).then(fail) : later({ text })),
    });
    const program = `(h) => { try { h("bad") } catch (error) { return String(error) + h(" and on") } }`;
    expect(await vm.run(program)).toEqual(value("The host failed to answer. and on"));
  });

  it("waits while modules are found and loaded, and in jobs", async () => {
    const vm = await started();
    await vm.run(
      `(h) => { import("some").then((m) => { globalThis.got = m.default + h("job") }); return "" }`,
    );
    expect(await vm.runJobs()).toMatchObject({ kind: "value" });
    expect(await vm.run("() => globalThis.got")).toEqual(value("somejob!"));
  });

  it("is saved between two waits and comes back", async () => {
    const vm = await started();
    await vm.run(`(h) => (globalThis.kept = h("kept"))`);
    const host: Host = {
      call: (text) => later({ text }),
      resolve: () => ({ text: "" }),
      load: () => ({ text: "" }),
      shouldStop: () => false,
      now: () => 0n,
      random: () => {},
    };
    const other = await Vm.restore(machine, host, LIMITS, vm.snapshot());
    expect(await other.run(`(h) => globalThis.kept + h("again")`)).toEqual(value("kept!again"));
  });

  it("ends each recursion as an error that can be caught, and runs on", async () => {
    const vm = await started();
    for (const [what, code] of Object.entries(RECURSIONS)) {
      const program = `(h) => { try { ${code}; return "nothing" } catch (error) { return error.name } }`;
      expect([what, await vm.run(program)]).toEqual([what, value(expect.stringMatching(ENDS) as never)]);
      await vm.run("() => { delete Error.prepareStackTrace }");
    }
    expect(await vm.run(`(h) => h("still")`)).toEqual(value("still!"));
  });

  it("waits as deep as it gets, where all of its stack has to be put aside", async () => {
    const vm = await started();
    const program = `(h) => {
      let deepest = 0;
      const go = (n) => {
        try { return go(n + 1) } catch { deepest ||= n; return h("here") }
      };
      return go(0) + " " + (deepest > 100);
    }`;
    expect(await vm.run(program)).toEqual(value("here! true"));
  });

  it("breaks where the guest makes it wait while the host only looks at what it threw", async () => {
    const vm = await started();
    await expect(vm.run(`(h) => { throw { get message() { return h("x") } } }`)).rejects.toThrow(VmBroken);
    await expect(vm.run("() => 1")).rejects.toThrow(VmBroken);
  });

  it("answers at once where nothing has to be waited for", async () => {
    const vm = await started({ call: (text) => ({ text }) });
    expect(
      await vm.run(
        `(h) => { let s = 0; for (let i = 0; i < 1000; i++) s += h("x").length; return String(s) }`,
      ),
    ).toEqual(value("1000"));
  });
});
