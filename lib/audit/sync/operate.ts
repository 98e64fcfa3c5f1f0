/**
 * What is said of a log as a thing that is run: its settings and witnesses, its health, and the report of `aegis doctor`.
 * Beside `wire.ts`, in the same manner; the command line reads the report by the schema that the server answers by.
 */
import { z } from "zod";

const whole = z.int().min(0);
const instant = z.iso.datetime();
const workspace = z.object({ workspaceId: z.string().max(64) });
const MAX_VKEY_UNITS = 1_024;
const MAX_URL_UNITS = 500;
const MAX_WITNESSES = 16;

export const logInput = workspace;
export const logOutput = z.object({
  /** Leaves: one for each batch that was accepted. */
  size: whole,
  /** Whether anybody may read checkpoint and tiles without a session. */
  isPublic: z.boolean(),
  /** How many witnesses have to have seen a checkpoint; 0 asks for none. */
  quorum: whole,
  /** The largest size that the quorum (of none: that any witness) has signed, and how many they were. */
  witnessed: z.object({ size: whole, by: whole }).nullable(),
  witnesses: z.array(
    z.object({
      vkey: z.string(),
      url: z.string(),
      addedAt: instant,
      /** The size up to which it has signed, and when it signed last. */
      seenSize: whole,
      signedAt: instant.nullable(),
      /** Why the last asking failed, and when. */
      trouble: z.string().nullable(),
      troubleAt: instant.nullable(),
    }),
  ),
});
export type LogState = z.infer<typeof logOutput>;

export const keysInput = workspace;
/** Every key by which this server ever signed logs of this workspace. */
export const keysOutput = z.object({
  host: z.string(),
  keys: z.array(
    z.object({
      purpose: z.enum(["cosigner", "log"]),
      vkey: z.string(),
      madeAt: instant,
      /** Null for the one in use. What a retired one signed can still be verified. */
      retiredAt: instant.nullable(),
    }),
  ),
});
export type LogKeyList = z.infer<typeof keysOutput>;

export const configureInput = workspace.extend({
  isPublic: z.boolean().optional(),
  quorum: whole.max(MAX_WITNESSES).optional(),
});
export const witnessInput = workspace.extend({
  vkey: z.string().max(MAX_VKEY_UNITS),
  url: z.string().max(MAX_URL_UNITS),
});
export const removeWitnessInput = workspace.extend({ vkey: z.string().max(MAX_VKEY_UNITS) });

/** Something stored that is not what was signed: nothing of it is signed any more. */
export const finding = z.object({
  workspaceId: z.string(),
  /** Absent where it is the log of the workspace itself. */
  sid: z.string().nullable(),
  seq: whole.nullable(),
  /** A verdict of the verifier. */
  code: z.string(),
  why: z.string(),
});
export type LogFinding = z.infer<typeof finding>;

/** The look at everything that goes on from the start of a process. */
export const progress = z.object({
  state: z.enum(["waiting", "running", "done"]),
  looked: whole,
  of: whole,
  failed: whole,
});

export const checkingInput = workspace.extend({ sid: z.string().max(64) });
/** A session is signed for again only when all of it was looked at. Null when that is over, however it ended. */
export const checkingOutput = z.object({
  checking: z.object({ looked: whole, of: whole }).nullable(),
});
export type Checking = NonNullable<z.infer<typeof checkingOutput>["checking"]>;

export const healthInput = workspace;
export const healthOutput = z.object({
  /** Of this workspace, the log itself first. At most 100. */
  findings: z.array(finding),
  checking: z.boolean(),
});

export const doctorInput = z.object({
  /** Reads every record from the first, some seconds at a time: `next` is the `after` of the call that goes on. */
  full: z.boolean().default(false),
  after: whole.default(0),
});
export const doctorOutput = z.object({
  version: z.string(),
  host: z.string(),
  keys: z.array(
    z.object({
      purpose: z.enum(["cosigner", "log"]),
      /** Base64 of the public half. */
      publicKey: z.string(),
      madeAt: instant,
      retiredAt: instant.nullable(),
    }),
  ),
  checks: progress,
  workspaces: whole,
  sessions: whole,
  /** At most 1,000; the rest is counted. */
  findings: z.array(finding),
  more: whole,
  /** Witnesses that did not answer well the last time, or have not seen the end of their log. */
  witnesses: z.array(
    z.object({
      workspaceId: z.string(),
      vkey: z.string(),
      url: z.string(),
      seenSize: whole,
      size: whole,
      trouble: z.string().nullable(),
    }),
  ),
  next: whole.nullable(),
});
export type DoctorReport = z.infer<typeof doctorOutput>;

export const acceptInput = workspace;
export const acceptOutput = z.object({ finding: finding.nullable() });
