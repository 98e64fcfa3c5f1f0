/**
 * A log as CloudEvents 1.0 in structured mode, one a line: for collectors that know nothing of audit logs. `source` and
 * `id` name a record for good, so that what is sent twice is dropped; `sequence` (an extension of the CNCF) and
 * `prevhash` keep the order and the chain. Verify the log itself, not its events.
 */
import { writeCanonical, writeString } from "../../json";
import type { AuditRecord } from "../../record";
import { type Pieces, readRecords } from "../lines";
import { inBatches } from "./batches";
import { subjectOf } from "./subject";

/** Before the type of the record. */
export const EVENT_TYPE_PREFIX = "aegis.audit.";

export interface CloudEventOptions {
  /** The name of the session in the world, such as `https://<host>/s/<sid>`; without one, its UUID as a URN. */
  readonly origin?: string;
}

export function cloudEventsOf(pieces: Pieces, options: CloudEventOptions = {}): AsyncGenerator<string> {
  return inBatches(events(pieces, options));
}

async function* events(pieces: Pieces, { origin }: CloudEventOptions): AsyncGenerator<string> {
  for await (const { record } of readRecords(pieces)) yield `${eventOf(record, origin)}\n`;
}

function eventOf(record: AuditRecord, origin: string | undefined): string {
  const { data, prev, seq, sid, ts, type } = record;
  const subject = subjectOf(record);
  const about = subject === "" ? "" : `"subject":${writeString(subject)},`;
  const source = origin === undefined ? `urn:uuid:${sid}` : `https://${origin}`;
  // Sequences are compared as texts: as many digits as the largest number has.
  const sequence = String(seq).padStart(16, "0");
  return (
    `{"specversion":"1.0","id":"${seq}","source":${writeString(source)},"type":${writeString(EVENT_TYPE_PREFIX + type)},` +
    `${about}"time":"${ts}","datacontenttype":"application/json","sequence":"${sequence}","prevhash":"${prev}",` +
    `"data":${writeCanonical(data)}}`
  );
}
