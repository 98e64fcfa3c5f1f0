import "server-only";
import { AegisError } from "@/lib/errors";

/**
 * What a database that cannot be written comes out as. Nothing is half stored then: the transaction was taken back, so
 * that the same batch may be sent again. The cause is for the log of the server.
 */
const PASSING = [
  "SQLITE_FULL",
  "SQLITE_IOERR",
  "SQLITE_BUSY",
  "SQLITE_LOCKED",
  "SQLITE_READONLY",
  "SQLITE_NOMEM",
];

export function storageTrouble(thrown: unknown): AegisError | undefined {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AegisError) return cause;
    const code = "code" in cause ? String(cause.code) : "";
    if (PASSING.some((known) => code.startsWith(known)))
      return new AegisError("NOT_READY", { cause: thrown });
  }
  return undefined;
}
