import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as cedarApi from "@cedar-policy/cedar-wasm/nodejs";
import { policyBench, workloadOf } from "./policy/contenders";
import { conclude } from "./policy/promises";
import { defineBench } from "./support";

const CEDAR = fileURLToPath(import.meta.resolve("@cedar-policy/cedar-wasm/web"));

export const bench = defineBench<number>({
  ...policyBench(cedarApi),
  conclude: (ratios) =>
    conclude(ratios, workloadOf, {
      heapBytes: collectedHeap(),
      nanoseconds: () => Number(process.hrtime.bigint()),
    }),
  page: {
    module: new URL("./policy/page.ts", import.meta.url),
    options: {
      // casbin reads policies from files when it is asked to, which it is not here.
      emptyBuiltins: ["fs"],
      globals: { Buffer: "buffer" },
      assets: { "cedar.wasm": CEDAR.replace(/\.js$/, "_bg.wasm") },
    },
  },
});

function collectedHeap(): () => number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("the collector cannot be called");
  return () => {
    for (let i = 0; i < 3; i++) collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
}
