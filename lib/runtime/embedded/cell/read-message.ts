/**
 * Reads what comes from a cell. Whoever has taken over its worker can send anything: only these forms, within these
 * sizes, are a message; anything else is none, and ends the cell.
 */
import { z } from "zod";
import { DECISION_CODES, VERDICTS } from "../../../policy";
import { MOST_FLIPS } from "../../replay/flips";
import { CELL_TROUBLES, type FromCell } from "./protocol";

const MIB = 1024 * 1024;
export const MESSAGE_LIMITS = {
  linesBytes: MIB,
  outputBytes: 16 * MIB,
  tapeBytes: MIB,
  bodyBytes: 64 * MIB,
  paths: 501,
  /** Of files that have changed, and of what one of them holds. */
  changes: 1_000,
  contentBytes: MIB,
  saltBytes: 16,
  /** Asked for at once. */
  effects: 32,
  /** Of bodies that are kept: so many at once, and each no larger than that. */
  bodies: 1_000,
  keptBytes: 4 * MIB,
} as const;

const bytes = (most: number) =>
  z.custom<Uint8Array<ArrayBuffer>>(
    (value) =>
      value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.buffer.byteLength <= most,
  );
const count = z.int().min(0);
const sentence = z.string().max(1000);
const path = z.string().max(4096);
const body = z.strictObject({ bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const httpRequest = z.strictObject({
  method: z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}$/),
  url: z.string().max(65_536),
  headers: z.array(z.tuple([z.string().max(4096), z.string().max(65_536)])).max(256),
  body: bytes(MESSAGE_LIMITS.bodyBytes).optional(),
});

const question = z.strictObject({
  of: count,
  op: z.string().max(64),
  action_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  data: z.strictObject({
    code: z.enum(DECISION_CODES),
    verdict: z.enum(VERDICTS),
    body: body.optional(),
    call: z.string().max(256).optional(),
    line: count.optional(),
    reason: sentence.optional(),
    request: z.record(z.string().max(256), z.unknown()).optional(),
    request_body: body.optional(),
    rule: z.string().max(4096).nullable().optional(),
  }),
  expires: z.number(),
  payload: bytes(MESSAGE_LIMITS.bodyBytes).optional(),
});

const sid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const agentOrder = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  spec: bytes(MIB),
  sid,
  parent: z.strictObject({ sid, seq: count }),
});

const treeEntry = z.union([
  z.string(),
  bytes(256 * MIB),
  z.strictObject({ symlink: path }),
  z.strictObject({ folder: z.literal(true), mode: count.optional() }),
  z.strictObject({ content: z.union([z.string(), bytes(256 * MIB)]), mode: count.optional() }),
]);

const checkpoint = z.strictObject({
  id: z.string().regex(/^cp_[0-9a-f]{16}$/),
  time: count,
  takenBy: z.enum(["interval", "before_risk", "rule", "user"]),
  seq: count,
});

/** Words of a policy or an agent, which are shown and nothing else. */
const words = z.string().max(2000);
const judged = z.strictObject({
  verdict: z.enum(VERDICTS),
  rule: words.optional(),
  line: count.optional(),
  reason: words.optional(),
});
const replayed = z.strictObject({
  equal: count,
  difference: z.strictObject({ seq: count, why: words, where: words.optional() }).optional(),
  flips: z
    .array(z.strictObject({ seq: count, what: words, was: judged, would: judged, where: words.optional() }))
    .max(MOST_FLIPS),
  code: z.int().min(0).max(255).optional(),
  place: z.strictObject({ steps: count, records: count }).optional(),
  isCut: z.boolean(),
  isOtherBuild: z.boolean(),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const salt = bytes(MESSAGE_LIMITS.saltBytes).refine(({ length }) => length === MESSAGE_LIMITS.saltBytes);

const reason = z.enum(["exit", "stopped", "cpu", "wall", "output", "broken"]);
const id = count;

const effect = z.strictObject({
  id,
  request: z.discriminatedUnion("effect", [
    z.strictObject({ effect: z.literal("http"), request: httpRequest }),
    z.strictObject({ effect: z.literal("ask"), question }),
    z.strictObject({ effect: z.literal("agent"), order: agentOrder }),
    z.strictObject({ effect: z.literal("agentEnd"), agent: count }),
  ]),
  agent: count.optional(),
});

const message = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("up") }),
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("pong") }),
  z.strictObject({
    kind: z.literal("failed"),
    what: z.enum(Object.keys(CELL_TROUBLES) as [keyof typeof CELL_TROUBLES]),
  }),
  z.strictObject({
    kind: z.literal("done"),
    id,
    why: sentence.optional(),
    tree: z.record(path, treeEntry).optional(),
    checkpoints: z.array(checkpoint).max(10_000).optional(),
    isFound: z.boolean().optional(),
    cwd: path.optional(),
    completion: z.strictObject({ from: count, options: z.array(path).max(500) }).optional(),
  }),
  z.strictObject({
    kind: z.literal("records"),
    first: count,
    lines: bytes(MESSAGE_LIMITS.linesBytes),
    isAwaited: z.boolean(),
    agent: count.optional(),
  }),
  z.strictObject({
    kind: z.literal("output"),
    stream: z.enum(["stdout", "stderr"]),
    bytes: bytes(MESSAGE_LIMITS.outputBytes),
  }),
  z.strictObject({ kind: z.literal("effects"), effects: z.array(effect).min(1).max(MESSAGE_LIMITS.effects) }),
  z.strictObject({ kind: z.literal("cancel"), id }),
  z.strictObject({ kind: z.literal("stdin"), isReading: z.boolean() }),
  z.strictObject({ kind: z.literal("changed"), paths: z.array(path).max(MESSAGE_LIMITS.paths) }),
  z.strictObject({
    kind: z.literal("files"),
    changes: z
      .array(
        z.strictObject({
          n: count,
          at: count,
          path,
          size: count,
          content: bytes(MESSAGE_LIMITS.contentBytes).nullable().optional(),
        }),
      )
      .max(MESSAGE_LIMITS.changes),
    proofs: z.array(z.strictObject({ n: count, sha256, salt })).max(2 * MESSAGE_LIMITS.changes),
    isCut: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("bodies"),
    bodies: z
      .array(z.strictObject({ sha256, salt, bytes: bytes(MESSAGE_LIMITS.keptBytes) }))
      .max(MESSAGE_LIMITS.bodies),
    lost: count,
  }),
  z.strictObject({ kind: z.literal("tape"), bytes: bytes(MESSAGE_LIMITS.tapeBytes) }),
  z.strictObject({ kind: z.literal("taped"), came: z.enum(["whole", "cut", "full"]) }),
  z.strictObject({ kind: z.literal("replayed"), replayed }),
  z.strictObject({
    kind: z.literal("end"),
    end: z.strictObject({ reason, code: z.int().min(0).max(255) }),
  }),
]);

export function readMessage(data: unknown): FromCell | undefined {
  // Without `jitless` it tries whether it may evaluate code, which a content security policy reports.
  const read = message.safeParse(data, { jitless: true });
  return read.success ? (read.data as FromCell) : undefined;
}
