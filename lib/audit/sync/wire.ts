/**
 * What the browser and the server say to each other about logs: the inputs and answers of the router `audit`.
 * Records cross as strings of their exact bytes, hashes as base64, notes as text; nothing is parsed and written again.
 *
 * Guarantees: sizes are bounded before anything is looked at; an answer that does not fit its schema does not leave.
 * It says nothing of whether a record is one: that is the chain's and the verifier's matter.
 */
import { z } from "zod";
import { UUID_V7 } from "../record/leaves";

export const MAX_BATCH_RECORDS = 500;
export const MAX_BATCH_BYTES = 2 ** 20;
/** Of a page of records or sessions. */
export const MAX_PAGE = 500;
/** A tree has at most 53 levels here; a proof never needs more than two hashes of each. */
const MAX_PROOF = 106;
const MAX_NOTE_UNITS = 8_192;
const MAX_FILTER_UNITS = 200;

const whole = z.int().min(0);
const base64Hash = z.string().length(44);
const proof = z.array(base64Hash).max(MAX_PROOF);
const note = z.string().min(1).max(MAX_NOTE_UNITS);
export const sid = z.string().regex(UUID_V7);
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();

const workspace = z.object({ workspaceId: z.string().max(64) });
const session = workspace.extend({ sid });

/** What the server signed over a size of a session, and where the log of the workspace holds it. */
export const receipt = z.object({
  size: whole,
  /** One signature line of type 0x04, with its LF: put behind the session's own note it is a cosigned checkpoint. */
  cosignature: z.string(),
  /** Seconds, the time in the cosignature. */
  time: whole,
  /** A tlog-proof of the three lines of the session's checkpoint, with the workspace's checkpoint in it. */
  proof: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const openInput = workspace;
export const openOutput = z.object({
  /** For the first record: the session cannot have been made up before. */
  nonce: z.string(),
  /** Of every origin: `<host>/s/<sid>`, `<host>/w/<workspace>`, `<host>/cosigner`. */
  host: z.string(),
  /** The latest checkpoint of the workspace's log, signed; absent while it has no leaf. */
  head: note.optional(),
  /** The first is the one in use, those after it are retired. */
  keys: z.object({ log: z.array(z.string()), cosigner: z.array(z.string()) }),
  witnesses: z.array(z.object({ vkey: z.string(), url: z.string() })),
  /** How many of them have to have seen a checkpoint; 0 asks for none. */
  quorum: whole,
  now: instant,
});
export type Opened = z.infer<typeof openOutput>;

export const appendInput = session.extend({
  /** The size up to which the server is thought to have the session. */
  old: whole,
  /** The exact bytes of the records from `old` on, without line feeds. None: only a receipt is wanted. */
  records: z.array(z.string()).max(MAX_BATCH_RECORDS),
  /** Of consistency from `old`, where not all records between are sent along; the server has its own leaves. */
  proof,
  /** The session's own checkpoint over all of them. */
  note,
});
export type Batch = z.infer<typeof appendInput>;
export const appendOutput = receipt;

export const headInput = session;
export const headOutput = z.object({ size: whole, note, receipt });

/** What is to be proved, each within what the server has signed last. */
export const proofInput = z.discriminatedUnion("of", [
  session.extend({ of: z.literal("record"), seq: whole, size: whole.optional() }),
  session.extend({ of: z.literal("session"), from: whole, to: whole.optional() }),
  workspace.extend({ of: z.literal("workspace"), from: whole }),
]);
export const proofOutput = z.object({
  /** Of the record, or the size from which the log is extended. */
  index: whole,
  size: whole,
  hashes: proof,
  /** The signed checkpoint that the proof leads to: of the session, or of the workspace. */
  note,
});

export const recordFilter = z.object({
  type: z.string().max(64).optional(),
  verdict: z.string().max(32).optional(),
  /** Anywhere in the record, as it is written. */
  text: z.string().max(MAX_FILTER_UNITS).optional(),
});
export type RecordFilter = z.infer<typeof recordFilter>;

export const recordsInput = session.extend({
  /** The first sequence number to look at. */
  from: whole.default(0),
  limit: z.int().min(1).max(MAX_PAGE).default(100),
  filter: recordFilter.default({}),
});
export const recordsOutput = z.object({
  items: z.array(z.object({ seq: whole, line: z.string() })),
  /** Where to go on; null at the end. A search that found little in what it could look through goes on as well. */
  next: whole.nullable(),
  size: whole,
});

export const sessionFilter = z.object({
  agent: z.string().max(MAX_FILTER_UNITS).optional(),
  driver: z.string().max(32).optional(),
  status: z.enum(["open", "complete", "interrupted"]).optional(),
  /** Sessions with at least one decision of this kind. */
  verdict: z.enum(["deny", "approve", "sanitize"]).optional(),
  /** By when the server first saw them. */
  since: instant.optional(),
  until: instant.optional(),
});
export type SessionFilter = z.infer<typeof sessionFilter>;

/** How the server's own look at the stored records ended, the last time it looked. */
export const storedCheck = z.object({
  /** A verdict of the verifier: OK, or what is wrong. */
  code: z.string(),
  seq: whole.optional(),
  why: z.string(),
  at: instant,
});

export const sessionView = z.object({
  sid: z.string(),
  agent: z.string().nullable(),
  driver: z.string(),
  openedBy: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  openedAt: instant,
  movedAt: instant,
  /** By the author's clock. */
  firstTs: z.string(),
  lastTs: z.string(),
  /** Whether this server gave out the nonce in the first record; null for a session begun offline. */
  nonceAt: instant.nullable(),
  size: whole,
  status: z.enum(["open", "complete", "interrupted"]),
  specSha256: z.string(),
  counts: z.object({ allow: whole, deny: whole, approve: whole, sanitize: whole }),
  check: storedCheck.nullable(),
});
export type SessionView = z.infer<typeof sessionView>;

export const sessionsInput = workspace.extend({
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(MAX_PAGE).default(50),
  filter: sessionFilter.default({}),
});
export const sessionsOutput = z.object({ items: z.array(sessionView), next: z.string().nullable() });

/** Where a session is, of which only the name is known, among the workspaces of whoever asks. */
export const locateInput = z.object({ sid, workspaceId: z.string().max(64).optional() });
export const locateOutput = z.object({
  /** The last opened first; more than one only where two workspaces have a session of the same name. */
  items: z.array(
    z.object({ workspaceId: z.string(), workspaceName: z.string(), size: whole, openedAt: instant }),
  ),
});

export const sessionInput = session;
export const sessionOutput = sessionView.extend({
  /** The key of the session, as its first record names it. */
  vkey: z.string(),
  /** By type, then by verdict; what has no verdict is counted as `none`. */
  types: z.record(z.string(), z.record(z.string(), whole)),
  /** Of how many records these are the counts: a very long log may take more than one look. */
  counted: whole,
  /** Who counted: this server, or, where that takes longer than a page can wait, the session itself as it was closed. */
  countedBy: z.enum(["server", "session"]),
  /** The first records with the verdict `deny`. */
  denials: z.array(z.object({ seq: whole, line: z.string() })),
});
export type SessionSummary = z.infer<typeof sessionOutput>;

export const verifyInput = session;
/** Something stored that is not what was signed, or contradicts it. */
export const storedFault = z.object({
  /** A verdict of the verifier. */
  code: z.string(),
  /** The first record that it is about, where it is about records. */
  seq: whole.optional(),
  /** What holds it: the records, the checkpoints, the tiles, the row of the session, the log of the workspace. */
  in: z.enum(["records", "checkpoints", "tiles", "session", "workspace"]),
  why: z.string(),
});
export type StoredFault = z.infer<typeof storedFault>;
/** The server's own verdict over what it has stored; a reader's own verification never relies on it. */
export const verifyOutput = storedCheck.extend({
  sid,
  size: whole,
  covered: whole,
  /** All that was found, the one that gives the code first. */
  faults: z.array(storedFault),
});
export type StoredVerdict = z.infer<typeof verifyOutput>;

export const evidenceInput = session;
export const evidenceOutput = z.object({
  items: z.array(
    z.object({ at: instant, code: z.string(), storedNote: z.string(), offeredNote: z.string() }),
  ),
});

const MAX_BODY_BASE64 = 350_000;
export const keepInput = session.extend({
  bodies: z
    .array(
      z.object({ sha256: sha256Hex, salt: z.string().length(24), body: z.string().max(MAX_BODY_BASE64) }),
    )
    .min(1)
    .max(64),
});
export const keepOutput = z.object({ kept: whole });

/** Bodies only, one or all: every proof stays valid. */
export const eraseInput = session.extend({ sha256: sha256Hex.optional() });
export const eraseOutput = z.object({ erased: whole });
