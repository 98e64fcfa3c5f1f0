/** A read as a sandbox does it, without the machine: decided, recorded, linked, performed, its result recorded. */
import { Chain } from "../../lib/audit/chain";
import { newSessionId } from "../../lib/audit/recorder";
import { Mediator } from "../../lib/mediator/mediator";
import { compile, link, newMeters } from "../../lib/policy";
import { FileAccess } from "../../lib/runtime/calls/file-access";
import { pathCalls } from "../../lib/runtime/calls/files";
import { Values } from "../../lib/runtime/calls/values";
import { CellLog } from "../../lib/runtime/embedded/cell/worker/cell-log";
import type { MemoryFiles } from "../../lib/runtime/files";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { load } from "../../lib/spec";
import { POLICY } from "./agents";

export async function mediatedReader(files: MemoryFiles): Promise<() => Uint8Array> {
  const { spec, source } = load(POLICY("http://localhost"));
  if (!spec) throw new Error("the policy is none");
  const hasher = nodeHasher();
  const log: CellLog = new CellLog(new Chain(hasher, newSessionId(Date.now)), Date.now, (first, lines) =>
    log.acknowledge(first + lines.length),
  );
  const mediator = new Mediator({
    engine: link(compile(spec, source)),
    meters: newMeters(0),
    log,
    hasher,
    clock: { now: Date.now, after: () => () => {} },
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    approvals: { timeoutMs: 1000, secondPerson: false },
    actor: "bench",
  });
  const random = (bytes: Uint8Array) => void crypto.getRandomValues(bytes);
  const read = pathCalls(new FileAccess({ mediator, files, isReal: false, random, cwd: "/" }))["fs.readFile"];
  const values = new Values(["/workspace/1k", 0]);
  return () => {
    const result = read(values, undefined);
    if (result instanceof Promise || !result.bytes) throw new Error("a read answers at once");
    return result.bytes;
  };
}
