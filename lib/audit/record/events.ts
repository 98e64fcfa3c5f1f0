/** Records of everything but the agent's own requests: the session's ends, approvals, limits, guards, what was saved. */
import { z } from "zod";
import { VERDICTS } from "../../policy/types";
import { body, code, count, flag, name, oneOf, sha256, sid, text, time } from "./fields";

function event<const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), data: z.strictObject(shape) });
}

/** What is bound when a session begins: nothing of it can be exchanged later without showing. */
const sessionOpen = event("session.open", {
  /** For whom it runs: an approval by the same one is an approval by oneself. */
  actor: text.optional(),
  agent: text.optional(),
  /** Of the sandbox, or of the shim that stands for it. */
  build_sha256: sha256,
  driver: z.strictObject({ name: oneOf(["embedded", "webcontainer", "node"]), version: text }),
  /** Whether the key could have left the page: it can where the platform has no Ed25519 of its own. */
  key_extractable: flag,
  /** From the server, so that the session cannot have been made up before it. Absent offline. */
  nonce: text.optional(),
  /** The session and record that started this one, for an agent that was spawned. */
  parent: z.strictObject({ seq: count, sid }).optional(),
  policy_sha256: sha256,
  spec_sha256: sha256,
  vkey: text,
  workspace: text.optional(),
  /** The latest one seen, as it is signed: the session cannot have begun before it. Absent offline. */
  workspace_checkpoint: text.optional(),
});

const sessionClose = event("session.close", {
  /** By type, then by verdict; what has no verdict is counted as `none`. The closing record itself is not counted. */
  counts: z.record(name, z.record(name, count)),
  reason: text.optional(),
  status: oneOf(["complete", "interrupted"]),
});

/** An approval holds for one action, named by the digest of its canonical request; `of` is the decision that asks. */
const APPROVALS = [
  event("approval.request", { action_sha256: sha256, expires: time, of: count }),
  event("approval.grant", { action_sha256: sha256, approver: text, of: count, reason: text.optional() }),
  event("approval.deny", { action_sha256: sha256, approver: text, of: count, reason: text.optional() }),
  event("approval.expire", { action_sha256: sha256, of: count }),
] as const;

export const EVENTS = [
  sessionOpen,
  sessionClose,
  ...APPROVALS,
  /** A limit of the sandbox ended or refused something. */
  event("limit.hit", {
    limit: text,
    line: count.optional(),
    most: count,
    rule: text.optional(),
    used: count,
  }),
  /** A guard looked at content. What it found is counted by kind; where and what it was is payload. */
  event("guard.finding", {
    body: body.optional(),
    found: z.record(name, count),
    guard: text,
    of: count.optional(),
    verdict: oneOf(VERDICTS),
  }),
  event("snapshot.take", {
    files: body,
    id: text,
    memory: body.optional(),
    trigger: oneOf(["interval", "before_risk", "rule", "user"]),
  }),
  event("snapshot.restore", { by: text, id: text, of: count }),
  event("agent.output", { body, stream: oneOf(["stdout", "stderr"]) }),
  event("agent.exit", { code: code.optional(), reason: text.optional(), signal: text.optional() }),
  /** A file changed, and no record explains it: the sandbox was bypassed, or somebody else wrote there. */
  event("unmediated.change", {
    body: body.optional(),
    change: oneOf(["created", "changed", "deleted"]),
    path: text,
  }),
  /** The author's own command in the terminal. Not governed as the agent is, but on the record. */
  event("user.command", { body: body.optional(), command: text.optional(), cwd: text }),
] as const;
