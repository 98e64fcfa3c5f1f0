/** Digests on the host's side: in the machine they would take a thousand times as long. Nothing of it is an effect. */
import type { Handlers, Result } from "./handler";
import { CallFault } from "./values";

export interface Digests {
  hash(algorithm: string, bytes: Uint8Array): Uint8Array | undefined;
  hmac(algorithm: string, key: Uint8Array, bytes: Uint8Array): Uint8Array | undefined;
}

export function digestCalls(digests: Digests): Handlers<"crypto.hash" | "crypto.hmac"> {
  return {
    "crypto.hash": (values, bytes = new Uint8Array(0)) => known(digests.hash(values.text(0), bytes)),
    "crypto.hmac": (values, bytes = new Uint8Array(0)) => {
      const length = Math.min(values.count(1), bytes.length);
      return known(digests.hmac(values.text(0), bytes.subarray(0, length), bytes.subarray(length)));
    },
  };
}

function known(bytes: Uint8Array | undefined): Result {
  if (bytes) return { bytes };
  throw new CallFault({
    name: "Error",
    code: "ERR_OSSL_EVP_UNSUPPORTED",
    message: "Digest method not supported",
  });
}
