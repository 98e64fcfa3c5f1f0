import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fromBase64, utf8 } from "@/lib/audit/bytes";
import { openCheckpoint, parseVkey, verifierOf } from "@/lib/audit/note";
import { auditBodies, auditSessions } from "../../db/schema";
import { callerOf, join, logOf, NOON, newAuthor } from "../../testing/people";
import { makeNonce, readNonce } from "./nonce";
import { newDesk } from "./testing/sending";
import { SentSession } from "./testing/sent-session";

const KEY = Buffer.alloc(32, 3);

describe("opening", () => {
  test("gives a nonce, the names and keys, and the head of the log once there is one", async () => {
    const desk = await newDesk();
    const { workspaceId } = desk;
    const caller = callerOf(desk.database, desk.author);
    const first = await caller.audit.open({ workspaceId });
    expect(first).toMatchObject({ host: "localhost", witnesses: [], quorum: 0, now: NOON.toISOString() });
    expect(first.head).toBeUndefined();
    const session = new SentSession({ opening: { nonce: first.nonce, workspace: workspaceId } });
    await desk.send(await session.batch());
    const [row] = await desk.database.read.select().from(auditSessions);
    expect(row?.nonceAt).toEqual(NOON);

    const second = await caller.audit.open({ workspaceId });
    const key = parseVkey(second.keys.log[0] ?? "");
    if (!key.ok) throw new Error(key.why);
    const head = await openCheckpoint(utf8(second.head ?? ""), [verifierOf(key.value)]);
    expect(head).toMatchObject({
      ok: true,
      value: { checkpoint: { size: 1, origin: `localhost/w/${workspaceId}` } },
    });
    expect(second.nonce).not.toBe(first.nonce);
  });

  test("with a nonce that this server never gave is a session that began offline", async () => {
    const desk = await newDesk();
    const nonce = makeNonce(KEY, desk.workspaceId, NOON);
    await desk.send(await new SentSession({ opening: { nonce } }).batch());
    const other = makeNonce((await logOf(desk.database)).nonceKey, "ws_other", NOON);
    await desk.send(await new SentSession({ number: 2, opening: { nonce: other } }).batch());
    const rows = await desk.database.read.select({ nonceAt: auditSessions.nonceAt }).from(auditSessions);
    expect(rows).toEqual([{ nonceAt: null }, { nonceAt: null }]);
  });

  test("a nonce is only good whole, under its key and for its workspace", () => {
    const nonce = makeNonce(KEY, "ws_a", NOON);
    expect(readNonce(KEY, "ws_a", nonce)).toEqual(NOON);
    for (let i = 0; i < nonce.length; i++) {
      const flipped = nonce.slice(0, i) + (nonce[i] === "A" ? "B" : "A") + nonce.slice(i + 1);
      // The last character has two bits that say nothing.
      if (i < nonce.length - 1) expect(readNonce(KEY, "ws_a", flipped)).toBeUndefined();
    }
    for (const text of ["", nonce.slice(1), `${nonce}A`, 7, undefined, {}])
      expect(readNonce(KEY, "ws_a", text)).toBeUndefined();
    expect(readNonce(KEY, "ws_b", nonce)).toBeUndefined();
    expect(readNonce(Buffer.alloc(32, 4), "ws_a", nonce)).toBeUndefined();
  });
});

describe("bodies", () => {
  const made = (text: string) => {
    const salt = Buffer.alloc(16, text.length);
    const sha256 = createHash("sha256").update(salt).update(text).digest("hex");
    return { sha256, salt: salt.toString("base64"), body: Buffer.from(text).toString("base64") };
  };
  async function withSession() {
    const desk = await newDesk();
    const session = new SentSession().grow(3);
    await desk.send(await session.batch());
    const ref = { workspaceId: desk.workspaceId, sid: session.sid };
    return { desk, session, ref, caller: callerOf(desk.database, desk.author) };
  }

  test("are kept once, under the hash of salt and body, and erased one by one or all", async () => {
    const { desk, session, ref, caller } = await withSession();
    const [a, b, c] = [made("one"), made("second"), made("the third")];
    expect(await caller.audit.keep({ ...ref, bodies: [a, b] })).toEqual({ kept: 2 });
    expect(await caller.audit.keep({ ...ref, bodies: [b, c] })).toEqual({ kept: 1 });
    expect(await caller.audit.erase({ ...ref, sha256: b.sha256 })).toEqual({ erased: 1 });
    const left = await desk.database.read.select().from(auditBodies);
    expect(left.map(({ body }) => body.toString()).sort()).toEqual(["one", "the third"]);
    expect(await caller.audit.erase(ref)).toEqual({ erased: 2 });
    expect(await caller.audit.erase(ref)).toEqual({ erased: 0 });
    // Nothing that was signed for has changed.
    const { receipt } = await caller.audit.head(ref);
    expect(receipt.size).toBe(session.size);
    expect(fromBase64(a.body)).toBeDefined();
  });

  test("under another hash, or with another salt, are refused", async () => {
    const { ref, caller } = await withSession();
    const [a, b] = [made("one"), made("second")];
    for (const body of [
      { ...a, sha256: b.sha256 },
      { ...a, salt: b.salt },
      { ...a, body: "!!!!" },
    ]) {
      await expect(caller.audit.keep({ ...ref, bodies: [body] })).rejects.toMatchObject({
        code: "BAD_REQUEST",
      });
    }
  });

  test("are erased by an owner alone", async () => {
    const { desk, ref } = await withSession();
    const approver = await newAuthor(desk.database);
    await join(desk.database, ref.workspaceId, approver, "approver");
    await expect(callerOf(desk.database, approver).audit.erase(ref)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
