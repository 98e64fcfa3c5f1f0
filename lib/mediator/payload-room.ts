/**
 * As many payloads as there is room for: no single one above a size, and of one session no more than so many bytes. What does not fit is
 * told and not kept; the log has its digest, and needs no more. Each is copied: whoever handed it over may go on writing into it.
 */
import type { Payload, PayloadStore } from "./log";
import { SALT_BYTES } from "./payloads";

export interface Room {
  readonly mostBytes: number;
  /** Of one, without its salt. */
  readonly mostEachBytes: number;
}

export class PayloadRoom implements PayloadStore {
  readonly #inner: PayloadStore;
  readonly #mostEach: number;
  readonly #lost: () => void;
  #left: number;

  constructor(inner: PayloadStore, { mostBytes, mostEachBytes }: Room, lost: () => void) {
    this.#inner = inner;
    this.#mostEach = mostEachBytes;
    this.#left = mostBytes;
    this.#lost = lost;
  }

  keep({ sha256, salt, bytes }: Payload): void {
    const size = bytes.length + SALT_BYTES;
    if (bytes.length > this.#mostEach || size > this.#left) {
      this.#lost();
      return;
    }
    this.#left -= size;
    this.#inner.keep({ sha256, salt: salt.slice(), bytes: bytes.slice() });
  }
}

/** For payloads that several want to have. */
export function keptByAll(stores: readonly PayloadStore[]): PayloadStore | undefined {
  if (stores.length < 2) return stores[0];
  return {
    keep: (payload) => {
      for (const store of stores) store.keep(payload);
    },
  };
}
