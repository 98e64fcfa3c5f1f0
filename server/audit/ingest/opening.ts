import "server-only";
import { parseVkey, SIGNATURE_TYPE, type VerifierKey } from "@/lib/audit/note";
import { readRecord } from "@/lib/audit/record";
import type { BadRecord } from "./refusals";

/** What the first record says of its session, as far as the server keeps it apart. */
export interface Opening {
  readonly key: VerifierKey;
  readonly vkey: string;
  readonly agent: string | null;
  readonly driver: string;
  readonly specSha256: string;
  readonly nonce: unknown;
}
export type ReadOpening =
  | { readonly ok: true; readonly value: Opening }
  | { readonly ok: false; readonly bad: BadRecord };

const MAX_AGENT_UNITS = 200;
const MAX_DRIVER_UNITS = 32;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * The key that the session says is its own counts from here on: every later checkpoint must be signed by it. Its name
 * has to be the origin of the log, or the same key could sign two sessions that cannot be told apart.
 */
export function readOpening(record: Uint8Array, origin: string, workspaceId: string): ReadOpening {
  const read = readRecord(record);
  if (!read.ok) return refuse(read.code, read.why);
  const { seq, type, data } = read.record;
  if (seq !== 0) return refuse("GAP", `the first record of a session has the number 0, not ${seq}.`);
  if (type !== "session.open") return refuse("PARSE", "the first record opens no session.");
  const key = parseVkey(String(data.vkey));
  if (!key.ok || key.value.type !== SIGNATURE_TYPE.ed25519) {
    return refuse("UNKNOWN_KEY", "it names no key that signs checkpoints.");
  }
  if (key.value.name !== origin) return refuse("FOREIGN_SESSION", `its key is not one of ${origin}.`);
  // Somebody who got hold of another's records must not pass them off as those of his own workspace.
  if (data.workspace !== undefined && data.workspace !== workspaceId) {
    return refuse("FOREIGN_SESSION", "it was recorded for another workspace.");
  }
  const driver = isObject(data.driver) ? data.driver.name : undefined;
  return {
    ok: true,
    value: {
      key: key.value,
      vkey: String(data.vkey),
      agent: typeof data.agent === "string" ? data.agent.slice(0, MAX_AGENT_UNITS).toWellFormed() : null,
      driver: typeof driver === "string" ? driver.slice(0, MAX_DRIVER_UNITS).toWellFormed() : "unknown",
      specSha256: SHA256.test(String(data.spec_sha256)) ? String(data.spec_sha256) : "",
      nonce: data.nonce,
    },
  };
}

/** How the session says that it ended. */
export function readClosing(record: Uint8Array): "complete" | "interrupted" {
  const read = readRecord(record);
  return read.ok && read.record.data.status === "complete" ? "complete" : "interrupted";
}

function refuse(code: BadRecord["code"], why: string): ReadOpening {
  return { ok: false, bad: { seq: 0, code, why } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
