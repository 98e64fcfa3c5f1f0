/**
 * Reads a recording. Total on any bytes: it is a file that anybody may have written. What is read is only of the right
 * form; whether it tells of the session is found out by replaying it against the log.
 */
import { z } from "zod";
import { fromHex, fromUtf8 } from "../../audit/bytes";
import { isSid } from "../../audit/record";
import {
  type Json,
  MOST_TAPE_BYTES,
  SEED_BYTES,
  type Step,
  TAPE_VERSION,
  type Tape,
  type TapeHeader,
} from "./tape";

export type TapeResult =
  | { readonly ok: true; readonly value: Tape }
  | { readonly ok: false; readonly why: string };

const LF = 0x0a;
const MOST_STEPS = 4_000_000;
/** Values are read by whoever asked for them; here they only must not run over anybody's stack. */
const MOST_DEPTH = 64;

const hex = (bytes: number) => z.string().refine((text) => fromHex(text)?.length === bytes);
const count = z.int().nonnegative();
const headerSchema = z.strictObject({
  aegis_recording: z.literal(TAPE_VERSION),
  sid: z.string().refine(isSid),
  spec: z.string(),
  actor: z.string(),
  host: z.string(),
  workspace: z.string().exactOptional(),
  entry: z.string(),
  argv: z.array(z.string()).max(65_536),
  env: z.record(z.string(), z.string()),
  is_tty: z.boolean(),
  limits: z.record(z.string(), count),
  has_approver: z.boolean(),
  files: z.literal("given").exactOptional(),
  seed: hex(SEED_BYTES),
});
const faultSchema = z.strictObject({
  name: z.string(),
  message: z.string(),
  code: z.string().exactOptional(),
  reason: z.string().exactOptional(),
});
const thrownSchema = z.strictObject({
  name: z.string(),
  message: z.string(),
  code: z.string().exactOptional(),
  syscall: z.string().exactOptional(),
  path: z.string().exactOptional(),
  dest: z.string().exactOptional(),
  fault: faultSchema.exactOptional(),
});
const json = z.unknown() as z.ZodType<Json>;
const outcome = z.union([z.strictObject({ v: json }), z.strictObject({ e: thrownSchema })]);
const answered = z.union([
  z.tuple([z.enum(["now", "elapsed"]), z.int()]),
  z.tuple([z.string(), z.string(), outcome]),
]);
const input = z.union([
  z.tuple([z.literal("start")]),
  z.tuple([z.literal("guest"), count]),
  z.tuple([z.literal("done"), count, z.string(), z.string(), outcome]),
  z.tuple([z.literal("came"), z.string(), json]),
]);
const stepSchema = z.strictObject({
  in: input,
  had: z.array(answered).exactOptional(),
  clock: z.array(z.int()).exactOptional(),
});
const endSchema = z.strictObject({ end: z.strictObject({ records: count, head: hex(32) }) });

/** What was run, without reading what it had. */
export function readTapeHeader(bytes: Uint8Array): TapeHeader | undefined {
  const first = linesOf(bytes).next();
  const header = headerSchema.safeParse(first.done === true ? undefined : parsed(first.value));
  return header.success ? (header.data as TapeHeader) : undefined;
}

export function readTape(bytes: Uint8Array): TapeResult {
  if (bytes.length > MOST_TAPE_BYTES) return fault("The recording is larger than recordings become.");
  const header = readTapeHeader(bytes);
  if (!header) return fault("This is no recording of a run.");
  const lines = linesOf(bytes);
  lines.next();
  const steps: Step[] = [];
  for (const line of lines) {
    const value = parsed(line);
    const step = stepSchema.safeParse(value);
    if (step.success) {
      if ((step.data.in[0] === "start") !== (steps.length === 0)) return damaged(steps.length);
      if (steps.length === MOST_STEPS) return fault("The recording has more steps than runs have.");
      steps.push(step.data as Step);
      continue;
    }
    const end = endSchema.safeParse(value);
    const isLast = lines.next().done === true;
    if (end.success && isLast && steps.length > 0)
      return { ok: true, value: { header, steps, end: end.data.end } };
    // Whoever wrote it was killed while it wrote: the line has no end, and what is before it holds.
    if (value === undefined && isLast && bytes.at(-1) !== LF) break;
    return damaged(steps.length);
  }
  if (steps.length === 0) return fault("The recording ends before the run begins.");
  return { ok: true, value: { header, steps } };
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(LF, at);
    const stop = end === -1 ? bytes.length : end;
    yield bytes.subarray(at, stop);
    at = stop + 1;
  }
}

function parsed(line: Uint8Array): unknown {
  const text = fromUtf8(line);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(value: unknown, left = MOST_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return true;
  return left > 0 && Object.values(value).every((part) => isShallow(part, left - 1));
}

function damaged(step: number): TapeResult {
  return fault(`The recording is damaged at step ${step}.`);
}

function fault(why: string): TapeResult {
  return { ok: false, why };
}
