import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { browserSessions, workspaces } from "../db/schema";
import { tempInstance } from "../testing/temp-instance";
import { handleOpen } from "./open";

function submit(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return handleOpen(
    new NextRequest("http://localhost:3000/open", {
      method: "POST",
      body,
      headers: {
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
      },
    }),
  );
}
const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";

describe("opening the workbench", () => {
  test("starts a session and a workspace, and goes there", async () => {
    const { database } = await tempInstance();
    const answer = await submit("example=report-writer");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/w\/ws_[0-9a-z]{26}$/);
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=lax/i);
    expect(await database.read.$count(workspaces)).toBe(1);
  });

  test("tells the workbench to run an example, where the form asks for that", async () => {
    await tempInstance();
    const run = await submit("example=hostile&run=1");
    expect(run.headers.get("location")).toMatch(/^\/w\/ws_[0-9a-z]{26}\?run$/);
    expect((await submit("run=1")).headers.get("location")).not.toContain("?");
  });

  test("with a session keeps it, and comes back to the same workspace", async () => {
    const { database } = await tempInstance();
    const first = await submit("example=report-writer");
    const second = await submit("example=report-writer", { cookie: cookieOf(first) });
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect(second.headers.get("set-cookie")).toBeNull();
    expect(await database.read.$count(browserSessions)).toBe(1);
  });

  test("a cookie that means nothing is replaced", async () => {
    await tempInstance();
    const answer = await submit("", { cookie: "aegis-session=stale" });
    expect(cookieOf(answer)).toMatch(/^aegis-session=[\w-]{43}$/);
  });

  test.each([
    ["another site's form", "", { "sec-fetch-site": "cross-site" }, 403],
    ["no example of ours", "example=..%2Fetc", {}, 400],
    ["more than a form", `example=${"x".repeat(5_000)}`, {}, 413],
  ])("refuses %s, and makes nothing", async (_, body, headers, status) => {
    const { database } = await tempInstance();
    const answer = await submit(body, headers);
    expect(answer.status).toBe(status);
    expect(await database.read.$count(browserSessions)).toBe(0);
    expect(await database.read.$count(workspaces)).toBe(0);
  });
});
