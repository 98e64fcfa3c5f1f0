/** The times of records: what the clock says, as RFC 3339 in UTC with milliseconds, and never anything else. */
import { AuditFault } from "../bytes";

/** Milliseconds since 1970. Handed in, so that a run can be repeated on the times of another. */
export type Clock = () => number;

/** Most records are made in the same millisecond as the one before, and spelling a date costs more than the rest. */
export function timestamps(clock: Clock): () => string {
  let last = Number.NaN;
  let text = "";
  return () => {
    const now = Math.floor(clock());
    if (now === last) return text;
    // A clock that is set back is recorded as it is: the verifier warns of it. Only what is no time is refused.
    const date = new Date(now);
    if (Number.isNaN(date.getTime())) throw new AuditFault("NOT_A_RECORD", "The clock gives no time.");
    text = date.toISOString();
    last = now;
    return text;
  };
}
