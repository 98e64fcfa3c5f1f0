/**
 * Payloads in the log: the hash of 16 random bytes and the payload, and how long it is. Without the salt, whoever can
 * guess a payload (a key that was read, one of ten answers) could find it by its hash; and with the salt erased, nobody
 * can ever show what it was.
 */
import { joinBytes, toHex } from "../audit/bytes";
import type { Hasher } from "../audit/hash";
import type { PayloadStore } from "./log";

export const SALT_BYTES = 16;

export interface Body {
  readonly bytes: number;
  readonly sha256: string;
}

export class Payloads {
  private readonly hasher: Hasher;
  private readonly random: (bytes: number) => Uint8Array;
  private readonly store: PayloadStore | undefined;

  constructor(
    hasher: Hasher,
    random: (bytes: number) => Uint8Array,
    store: PayloadStore | undefined = undefined,
  ) {
    this.hasher = hasher;
    this.random = random;
    this.store = store;
  }

  body(bytes: Uint8Array): Body {
    const salt = this.random(SALT_BYTES);
    // A source that answers short or always the same would leave hashes that can be guessed.
    if (salt.length !== SALT_BYTES) throw new RangeError("a salt has 16 bytes");
    const sha256 = toHex(this.hasher.sha256(joinBytes([salt, bytes])));
    this.store?.keep({ sha256, salt, bytes });
    return { bytes: bytes.length, sha256 };
  }
}
