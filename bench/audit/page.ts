/** The same in a page: ours against the faster of two hashes in WebAssembly. */
import { createSHA256 } from "hash-wasm";
import { loadWasmHasher } from "../../lib/audit/hash";
import { appending, type Fastest, fastest, hashing } from "./append";

export async function run(): Promise<Fastest> {
  const hasher = await loadWasmHasher();
  const peer = await createSHA256();
  const works = {
    append: appending(hasher),
    "our hash": hashing(hasher, hasher.sha256Hex),
    "hash-wasm": hashing(hasher, (bytes) => peer.init().update(bytes).digest()),
  };
  return fastest(works, () => performance.now());
}
