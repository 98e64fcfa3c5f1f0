import type { Probe } from "../probe";
import { broadcast, locks, policy, sharedMemory, signatures } from "./platform";
import { estimate, indexedDb, originFiles } from "./storage";
import { promiseIntegration, wasm } from "./wasm";
import { editorWorker, moduleWorker } from "./workers";

/** In the order in which they matter: without the first ones nothing runs, the last ones are comfort. */
export const PROBES: readonly Probe[] = [
  wasm,
  moduleWorker,
  editorWorker,
  indexedDb,
  signatures,
  locks,
  broadcast,
  policy,
  promiseIntegration,
  sharedMemory,
  originFiles,
  estimate,
];
