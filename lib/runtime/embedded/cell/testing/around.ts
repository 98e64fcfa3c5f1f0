import { loadWasmHasher } from "../../../../audit/hash";

/** What a page brings to a recorded run, where nothing of it is started. */
export async function aroundNothing() {
  return {
    parts: {
      program: new Uint8Array(),
      machine: new Uint8Array(),
      guest: { library: "" },
      build: new Uint8Array(1),
    },
    builtins: {},
    version: "1",
    hasher: await loadWasmHasher(),
  };
}
