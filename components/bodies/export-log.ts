/** The log that is shown as a bundle, with the bodies that are kept of it: made in this page, and sent nowhere. */
import { type BodyToWrite, writeBundle } from "@/lib/audit/bundle";
import { utf8 } from "@/lib/audit/bytes";
import type { Hasher } from "@/lib/audit/hash";
import { bodiesOfSession, readBody } from "@/lib/runtime/embedded/journal/bodies";
import type { Trace } from "../run/trace";
import { checkBody } from "./check-body";
import { namedBodies } from "./named-bodies";

export interface ShownLog {
  readonly trace: Pick<Trace, "size" | "line" | "toBytes">;
  /** As the session signed it, when it has ended. */
  readonly checkpoint: string;
}

export interface ExportedLog {
  readonly blob: Blob;
  readonly name: string;
  readonly bodies: number;
}

export async function exportLog({ trace, checkpoint }: ShownLog, hasher: Hasher): Promise<ExportedLog> {
  const { sid, data } = JSON.parse(trace.line(0)) as { sid: string; data: { vkey?: string } };
  const bodies = await keptBodies(trace, sid, hasher);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const entries = await trace.toBytes();
  const bundle = writeBundle({
    sid,
    ...(data.vkey !== undefined && { vkey: data.vkey }),
    entries: [entries],
    checkpoint: utf8(checkpoint),
    bodies,
  });
  for await (const piece of bundle) pieces.push(new Uint8Array(piece));
  const blob = new Blob(pieces, { type: "application/zip" });
  return { blob, name: `${sid}.zip`, bodies: bodies.length };
}

/** Those that this log names, and that are what it names: agents that the agent started have logs of their own. */
async function keptBodies(trace: ShownLog["trace"], sid: string, hasher: Hasher): Promise<BodyToWrite[]> {
  const kept = new Set(await bodiesOfSession(sid));
  const bodies: BodyToWrite[] = [];
  for (let seq = 0; seq < trace.size && kept.size > 0; seq++) {
    for (const named of namedBodies(trace.line(seq))) {
      if (!kept.delete(named.sha256)) continue;
      const content = await readBody(named.sha256);
      if (content && checkBody(content, named, hasher))
        bodies.push({ sha256: named.sha256, content: [content] });
    }
  }
  return bodies;
}
