/** Holds one record against the checkpoint that it is said to be in. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { type ProofCheck, type ProofToCheck, proveRecord } from "./prove-record";
import { serveJob } from "./serve-job";

serveJob<ProofToCheck, ProofCheck>(async (given) => proveRecord(await loadWasmHasher(), given));
