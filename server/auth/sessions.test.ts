import { describe, expect, test } from "vitest";
import { browserSessions } from "../db/schema";
import { NOON, TEST_KEY } from "../testing/people";
import { tempDatabase } from "../testing/temp-database";
import { sessionCookieName, sessionCookieOptions } from "./cookie";
import { actorOfToken, SESSION_SECONDS, startAnonymousSession } from "./sessions";

async function started() {
  const database = await tempDatabase();
  const session = await database.write((tx) => startAnonymousSession(tx, TEST_KEY, NOON));
  const whose = (token: string | undefined, options: { key?: Buffer; at?: Date } = {}) =>
    actorOfToken(database, options.key ?? TEST_KEY, token, options.at ?? NOON);
  return { database, session, whose };
}

describe("a session", () => {
  test("gives its actor back for its token", async () => {
    const { session, whose } = await started();
    expect(session.token).toMatch(/^[\w-]{43}$/);
    expect(await whose(session.token)).toEqual(session.actor);
    expect(session.actor.kind).toBe("anonymous");
  });

  test("is nobody's for any other token", async () => {
    const { session, whose } = await started();
    const flipped = (session.token.startsWith("A") ? "B" : "A") + session.token.slice(1);
    for (const token of [undefined, "", "x", flipped, `${session.token}=`, "' OR 1=1 --", "\0".repeat(43)]) {
      expect(await whose(token)).toBeNull();
    }
  });

  test("ends when its time is over", async () => {
    const { session, whose } = await started();
    const end = NOON.getTime() + SESSION_SECONDS * 1000;
    expect(await whose(session.token, { at: new Date(end - 1) })).not.toBeNull();
    expect(await whose(session.token, { at: new Date(end) })).toBeNull();
  });

  test("cannot be read from the database, nor used under another key", async () => {
    const { database, session, whose } = await started();
    const rows = await database.read.select().from(browserSessions);
    expect(JSON.stringify(rows)).not.toContain(session.token);
    expect(rows[0]?.tokenHash).toHaveLength(32);
    expect(await whose(session.token, { key: Buffer.alloc(32, 8) })).toBeNull();
  });
});

test("the cookie is out of reach of scripts, other sites and, over https, of neighbouring hosts", () => {
  expect(sessionCookieOptions(true)).toMatchObject({
    httpOnly: true,
    sameSite: "lax",
    secure: true,
    path: "/",
  });
  expect(sessionCookieName(true)).toMatch(/^__Host-/);
  expect(sessionCookieName(false)).not.toMatch(/^__/);
});
