import { missing, type Probe, works } from "../probe";

/** (module (import "m" "f" (func (result i32))) (func (export "g") (result i32) call 0)), as bytes. */
const MODULE = Uint8Array.from([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f, 0x02, 0x07, 0x01,
  0x01, 0x6d, 0x01, 0x66, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00, 0x07, 0x05, 0x01, 0x01, 0x67, 0x00, 0x01, 0x0a,
  0x06, 0x01, 0x04, 0x00, 0x10, 0x00, 0x0b,
]);
const ANSWER = 42;

async function call(host: WebAssembly.ImportValue): Promise<WebAssembly.ExportValue> {
  const { instance } = await WebAssembly.instantiate(MODULE, { m: { f: host } });
  const run = instance.exports.g;
  if (run === undefined) throw new Error("the module exports nothing");
  return run;
}

/** The part of WebAssembly that the standard library's types do not know yet. */
interface PromiseIntegration {
  readonly Suspending?: new (host: () => Promise<number>) => WebAssembly.ImportValue;
  readonly promising?: (run: WebAssembly.ExportValue) => () => Promise<number>;
}

export const wasm: Probe = {
  id: "wasm",
  title: "WebAssembly under this page's policy",
  use: "For the sandbox that agents run in: it is compiled to it.",
  without: "No agent can run in this browser.",
  run: async () => {
    const run = await call(() => ANSWER);
    const got = typeof run === "function" ? run() : null;
    return got === ANSWER ? works("compiled, called out and back") : missing(`answered ${String(got)}`);
  },
};

export const promiseIntegration: Probe = {
  id: "jspi",
  title: "WebAssembly that waits (JSPI)",
  use: "For a synchronous call of an agent to wait for a decision that takes time, at the least cost.",
  without: "The sandbox loads a build that waits by other means and is slower at it.",
  run: async () => {
    const { Suspending, promising } = WebAssembly as PromiseIntegration;
    if (Suspending === undefined || promising === undefined) return missing("this browser does not have it");
    const run = promising(await call(new Suspending(async () => ANSWER)));
    const got = await run();
    return got === ANSWER ? works("a call waited for a promise") : missing(`answered ${got}`);
  },
};
