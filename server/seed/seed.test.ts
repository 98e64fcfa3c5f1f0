import { describe, expect, test } from "vitest";
import { actorOfToken } from "../auth/sessions";
import { auditSessions, browserSessions } from "../db/schema";
import type { Instance } from "../instance";
import { callerOf, newAuthor } from "../testing/people";
import { tempInstance } from "../testing/temp-instance";
import { EXAMPLES } from "./plan";
import { seed, type Wanted } from "./seed";

const RECORDS = 1_234;

async function run(wanted: Partial<Wanted> = {}): Promise<string[]> {
  const lines: string[] = [];
  await seed({ records: RECORDS, for: undefined, cookie: false, say: (line) => lines.push(line), ...wanted });
  return lines;
}
const linksIn = (lines: readonly string[]) => lines.filter((line) => line.includes("/audit/"));
const tokenIn = (lines: readonly string[]) => /^aegis-session=(.+)$/.exec(lines.at(-1) ?? "")?.[1];

async function callerWith({ database, sessionKey }: Instance, token: string | undefined) {
  return callerOf(database, await actorOfToken(database, sessionKey, token, new Date()), new Date());
}

describe("a seeded workspace", () => {
  test("has sessions of every kind, each of them as it was signed, and the second run adds none", async () => {
    const server = await tempInstance();
    const lines = await run();
    const links = linksIn(lines).map((line) => new URL(line.split(" ")[0] ?? ""));
    expect(links).toHaveLength(EXAMPLES.length + 1);
    const { audit } = await callerWith(server, tokenIn(lines));
    const found = [];
    for (const { pathname, searchParams } of links) {
      const at = { workspaceId: searchParams.get("w") ?? "", sid: pathname.split("/").at(-1) ?? "" };
      expect(await audit.verify(at)).toMatchObject({ code: "OK" });
      found.push(await audit.session(at));
    }
    expect(found.at(-1)).toMatchObject({ agent: "archive-indexer", size: RECORDS, status: "complete" });
    expect(found.filter(({ status }) => status === "interrupted")).toHaveLength(1);
    expect(found.filter(({ types }) => types["approval.grant"])).toHaveLength(2);
    expect(found.some(({ types }) => types["approval.deny"])).toBe(true);
    expect(found.some(({ types }) => types["approval.expire"])).toBe(true);
    expect(found.some(({ types }) => types["snapshot.restore"])).toBe(true);
    for (const { size, nonceAt, counts } of found) {
      expect(size).toBeGreaterThan(5);
      expect(nonceAt).not.toBeNull();
      expect(counts.allow).toBeGreaterThan(0);
    }

    const { database } = server;
    expect(linksIn(await run())).toEqual(linksIn(lines));
    expect(await database.read.$count(auditSessions)).toBe(EXAMPLES.length + 1);
  });

  test("is opened to the browser that was here last, and then no key is told or kept", async () => {
    const { database } = await tempInstance();
    const author = await newAuthor(database);
    const caller = callerOf(database, author);
    await caller.workspace.create({ name: "mine" });
    const before = await database.read.$count(browserSessions);
    const lines = await run();
    expect(lines.join("\n")).not.toContain("aegis-session");
    expect(await database.read.$count(browserSessions)).toBe(before);
    const sid = /audit\/([0-9a-f-]+)/.exec(lines.find((line) => line.includes("/audit/")) ?? "")?.[1] ?? "";
    expect((await caller.audit.locate({ sid })).items[0]?.workspaceName).toBe("Seeded sessions");
    const stranger = callerOf(database, await newAuthor(database));
    await expect(stranger.audit.locate({ sid })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is opened to nobody who does not exist", async () => {
    await tempInstance();
    await expect(run({ for: "ws_nobody" })).rejects.toThrow("There is no workspace ws_nobody here");
  });
});
