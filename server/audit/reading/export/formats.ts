import "server-only";
import { cloudEventsOf, csvOf, writeBundle } from "@/lib/audit/bundle";
import { utf8 } from "@/lib/audit/bytes";
import { parseVkey } from "@/lib/audit/note";
import { sessionOrigin } from "../../keys";
import type { SessionRow } from "../find-session";
import { endsOf, entriesOf } from "../record-rows";
import { bodiesOf, evidenceOf, type Source } from "./evidence";

export interface Exported {
  readonly type: string;
  /** Of the file; of the sid and letters of ours alone, so that it may stand in a header. */
  readonly name: string;
  readonly pieces: AsyncGenerator<Uint8Array>;
}

const JSON_LINES = "application/jsonl; charset=utf-8";

async function bundle(source: Source, session: SessionRow, signal: AbortSignal): Promise<Exported> {
  const { sid, vkey } = session;
  // Before the records: a batch that comes meanwhile is then in neither.
  const evidence = await evidenceOf(source, session);
  const pieces = writeBundle({
    sid,
    ...(parseVkey(vkey).ok && { vkey }),
    entries: await entries(source, session, signal),
    ...evidence,
    bodies: await bodiesOf(source.read, session.id),
  });
  return { type: "application/zip", name: `${sid}.zip`, pieces };
}

async function jsonl(source: Source, session: SessionRow, signal: AbortSignal): Promise<Exported> {
  return { type: JSON_LINES, name: `${session.sid}.jsonl`, pieces: await entries(source, session, signal) };
}

async function csv(source: Source, session: SessionRow, signal: AbortSignal): Promise<Exported> {
  const pieces = encoded(csvOf(await entries(source, session, signal), { tellsFaults: true }));
  return { type: "text/csv; charset=utf-8; header=present", name: `${session.sid}.csv`, pieces };
}

async function cloudevents(source: Source, session: SessionRow, signal: AbortSignal): Promise<Exported> {
  const origin = sessionOrigin(source.log.host, session.sid);
  const pieces = encoded(cloudEventsOf(await entries(source, session, signal), { origin }));
  return { type: JSON_LINES, name: `${session.sid}.cloudevents.jsonl`, pieces };
}

export const FORMATS = { bundle, jsonl, csv, cloudevents } as const;
export type FormatName = keyof typeof FORMATS;

export function isFormat(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/**
 * All records that were accepted, and with them whatever was put behind their end: an export that left it out would
 * hide that somebody did.
 */
export async function entries(
  { read }: Pick<Source, "read">,
  { id, size }: Pick<SessionRow, "id" | "size">,
  signal: AbortSignal,
): Promise<AsyncGenerator<Uint8Array>> {
  const ends = await endsOf(read, id);
  const hasMore = ends.lastSeq >= ends.size;
  return entriesOf(read, id, hasMore ? ends.lastSeq : size - 1, signal);
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield utf8(text);
}
