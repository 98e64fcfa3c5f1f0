import { NextRequest } from "next/server";
import { describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { tempInstance } from "../testing/temp-instance";
import { handleOpen } from "../workspaces/open";
import { handleTrpc } from "./endpoint";

const REQUEST_ID = newId("request");
const HEADERS = { "x-request-id": REQUEST_ID, "sec-fetch-site": "same-origin", host: "localhost:3000" };

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = `http://localhost:3000/api/trpc/${path}`;
  return handleTrpc(new NextRequest(url, { headers: { ...HEADERS, ...headers } }));
}
function post(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const url = `http://localhost:3000/api/trpc/${path}`;
  const all = { ...HEADERS, "content-type": "application/json", ...headers };
  return handleTrpc(new NextRequest(url, { method: "POST", body, headers: all }));
}
async function signIn(): Promise<{ cookie: string }> {
  const answer = await handleOpen(
    new NextRequest("http://localhost:3000/open", {
      method: "POST",
      body: "example=hostile",
      headers: HEADERS,
    }),
  );
  return { cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

describe("over HTTP", () => {
  test("answers a query, and a whole batch", async () => {
    await tempInstance();
    expect(await (await get("session.current")).json()).toEqual({ result: { data: { actor: null } } });
    const batch = await get("session.current,system.about?batch=1&input=%7B%7D");
    expect(await batch.json()).toHaveLength(2);
  });

  test("knows the author by the cookie, for reading and for writing", async () => {
    await tempInstance();
    const { cookie } = await signIn();
    const made = await post("workspace.create", JSON.stringify({ name: "over http" }), { cookie });
    expect(made.status).toBe(200);
    const listed = await (await get("workspace.list", { cookie })).json();
    expect(listed.result.data.items).toHaveLength(2);
  });

  test("an error carries its code, status, request id and where to read about it, and no stack", async () => {
    await tempInstance();
    const answer = await get("workspace.list");
    expect(answer.status).toBe(401);
    const body = await answer.json();
    expect(body.error.data).toEqual({
      code: "NO_SESSION",
      httpStatus: 401,
      requestId: REQUEST_ID,
      docs: "/docs/errors#NO_SESSION",
    });
    expect(JSON.stringify(body)).not.toMatch(/stack|\.ts:/);
  });

  test("a fault of ours is a 500 that says nothing but the request id; the log has the cause", async () => {
    const { database } = await tempInstance({ migrated: false });
    expect(database).toBeDefined();
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const answer = await get("workspace.list", { cookie: `aegis-session=${"a".repeat(43)}` });
    const text = await answer.text();
    const logged = log.mock.calls.map(([line]) => String(line)).join("");
    log.mockRestore();
    expect(answer.status).toBe(500);
    expect(text).toContain("Something went wrong on the server.");
    expect(text).not.toMatch(/sqlite|table|browser_sessions/i);
    expect(logged).toContain("no such table");
    expect(logged).toContain(REQUEST_ID);
  });

  test("input that is not valid names the fields", async () => {
    await tempInstance();
    const { cookie } = await signIn();
    const answer = await post("workspace.create", JSON.stringify({ name: "" }), { cookie });
    expect(answer.status).toBe(400);
    expect((await answer.json()).error.message).toMatch(/^The input is not valid \(name: /);
  });

  test("broken JSON, a wrong content type and an unknown procedure are the caller's faults", async () => {
    await tempInstance();
    const { cookie } = await signIn();
    expect((await post("workspace.create", "{broken", { cookie })).status).toBe(400);
    const plain = await post("workspace.create", "{}", { cookie, "content-type": "text/plain" });
    expect(plain.status).toBeGreaterThanOrEqual(400);
    expect(plain.status).toBeLessThan(500);
    expect((await get("workspace.destroyEverything")).status).toBe(404);
  });
});

describe("before any procedure runs", () => {
  test("another site's write is refused, with a cookie or without", async () => {
    await tempInstance();
    const { cookie } = await signIn();
    const body = JSON.stringify({ name: "forged" });
    const forged = await post("workspace.create", body, { cookie, "sec-fetch-site": "cross-site" });
    expect(forged.status).toBe(403);
    expect((await forged.json()).error.code).toBe("CROSS_ORIGIN");
    const listed = await (await get("workspace.list", { cookie })).json();
    expect(listed.result.data.items).toHaveLength(1);
  });

  test("a body above the limit is refused", async () => {
    await tempInstance();
    expect((await post("workspace.create", "x".repeat(1_400_000))).status).toBe(413);
  });

  test("a batch above the limit is refused", async () => {
    await tempInstance();
    const path = Array.from({ length: 21 }, () => "system.about").join(",");
    expect((await get(`${path}?batch=1&input=%7B%7D`)).status).toBe(413);
  });
});
