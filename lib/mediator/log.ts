/** What the mediator needs of a recorder, and of the place where payloads are kept. */
import type { Entry } from "../audit/record";

export interface Log {
  /** Puts a record in its place, at once, and answers its number. Throws when the log can take nothing any more. */
  record(entry: Entry): number;
  /** Resolves when everything recorded so far is durable; rejects when it cannot be. */
  durable(): Promise<void>;
}

/** A payload: the log has the hash of salt and bytes, and only whoever has both can show what was behind it. */
export interface Payload {
  readonly sha256: string;
  readonly salt: Uint8Array;
  readonly bytes: Uint8Array;
}

/** Where payloads go, if anywhere. What is kept here can be erased later without breaking any proof. */
export interface PayloadStore {
  keep(payload: Payload): void;
}
