import "server-only";
import { createHash } from "node:crypto";
import type { SessionEntry } from "@/lib/audit/recorder";

/*
 * What an agent that indexes an archive of letters would ask for, letter by letter: reads and their results, a tool and a
 * model now and then, an index that is written, a key that it may not see, a host that it may not reach, a person who is
 * asked. Made of the number of the letter alone, so that two runs of the command record the same.
 */
/** Gives entries, and is told the number of each. */
export type Entries = Generator<SessionEntry, void, number>;

/** No letter takes more. */
export const MOST_OF_LETTER = 20;

const YEARS = 12;
const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const bodyOf = (text: string, bytes: number) => ({ bytes, sha256: digest(text) });

export function* letter(n: number): Entries {
  const folder = `/workspace/archive/${2014 + (n % YEARS)}/${String((n % 12) + 1).padStart(2, "0")}`;
  if (n % 50 === 0) yield* list(folder);
  yield* read(`${folder}/letter-${String(n).padStart(7, "0")}.eml`, n);
  if (n % 8 === 3) yield* summarise(n);
  if (n % 25 === 9) yield* ask(n);
  if (n % 40 === 21) yield* write(`/workspace/out/index/shard-${Math.floor(n / 40)}.json`, n);
  if (n % 64 === 17) yield* refuse(`${folder}/../../keys/archive-${n % 7}.key`);
  if (n % 400 === 33) yield* fetchNothing(n);
  if (n % 2_000 === 1_234) yield* publish(n);
  if (n % 300 === 150) yield* find(n);
}

function* list(path: string): Entries {
  const of = yield {
    type: "fs.list",
    data: { code: "ALLOWED", line: 12, request: { path }, rule: "filesystem.read[0]", verdict: "allow" },
  };
  yield { type: "fs.list.result", data: { ms: 1, of, status: "ok" } };
}

function* read(path: string, n: number): Entries {
  const call = `c${n}`;
  const of = yield {
    type: "fs.read",
    data: {
      call,
      code: "ALLOWED",
      line: 12,
      request: { path },
      rule: "filesystem.read[0]",
      verdict: "allow",
    },
  };
  const isGone = n % 333 === 71;
  yield {
    type: "fs.read.result",
    data: isGone
      ? { call, error: "ENOENT", of, status: "error" }
      : { body: bodyOf(path, 900 + (n % 4_000)), call, ms: n % 5, of, status: "ok" },
  };
}

function* summarise(n: number): Entries {
  const of = yield {
    type: "tool.call",
    data: {
      code: "ALLOWED",
      line: 31,
      request: { args: bodyOf(`args ${n}`, 240), tool: "summarise" },
      rule: "tools.summarise",
      verdict: "allow",
    },
  };
  yield {
    type: "tool.call.result",
    data: { body: bodyOf(`summary ${n}`, 410), ms: 12 + (n % 40), of, status: "ok" },
  };
}

function* ask(n: number): Entries {
  const of = yield {
    type: "model.call",
    data: {
      body: bodyOf(`prompt ${n}`, 2_100),
      code: "ALLOWED",
      line: 38,
      request: { model: "writer-small", region: "eu", tokens: 800 },
      rule: "models.allow[0]",
      verdict: "allow",
    },
  };
  const tokens = 300 + (n % 400);
  yield { type: "model.call.result", data: { cost_microusd: 2 * tokens, ms: 700, of, status: "ok", tokens } };
}

function* write(path: string, n: number): Entries {
  const of = yield {
    type: "fs.write",
    data: {
      body: bodyOf(`shard ${n}`, 18_000),
      code: "ALLOWED",
      line: 14,
      request: { path },
      rule: "filesystem.write[0]",
      verdict: "allow",
    },
  };
  yield { type: "fs.write.result", data: { ms: 3, of, status: "ok" } };
}

function* refuse(asked: string): Entries {
  const path = asked.replace(/\/[^/]+\/[^/]+\/\.\.\/\.\./, "");
  yield {
    type: "fs.read",
    data: {
      code: "DENIED_BY_RULE",
      line: 16,
      reason: "filesystem.deny forbids it: **/*.key",
      request: { path },
      rule: "filesystem.deny[0]",
      verdict: "deny",
    },
  };
}

function* fetchNothing(n: number): Entries {
  const host = `mirror-${n % 5}.example`;
  yield {
    type: "net.fetch",
    data: {
      code: "DENIED_BY_DEFAULT",
      reason: "No rule allows it.",
      request: { host, method: "POST", port: 443, url: `https://${host}/upload/${n}` },
      verdict: "deny",
    },
  };
}

function* publish(n: number): Entries {
  const request = { path: `/workspace/out/final/part-${n}.md` };
  const rule = { line: 18, request, rule: "filesystem.approve[0]" };
  const asked = yield { type: "fs.write", data: { code: "APPROVAL", ...rule, verdict: "approve" } };
  const action_sha256 = digest(`fs.write ${request.path}`);
  const expires = new Date(Date.UTC(2027, 0, 1)).toISOString();
  yield { type: "approval.request", data: { action_sha256, expires, of: asked } };
  if (n % 4_000 === 1_234) {
    yield {
      type: "approval.deny",
      data: { action_sha256, approver: "reviewer", of: asked, reason: "Not yet." },
    };
    return;
  }
  const approval = yield { type: "approval.grant", data: { action_sha256, approver: "reviewer", of: asked } };
  const of = yield { type: "fs.write", data: { approval, code: "ALLOWED", ...rule, verdict: "allow" } };
  yield { type: "fs.write.result", data: { ms: 4, of, status: "ok" } };
}

function* find(n: number): Entries {
  yield { type: "guard.finding", data: { found: { email: 1 + (n % 4) }, guard: "pii", verdict: "sanitize" } };
}
