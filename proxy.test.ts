import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";
import { proxy } from "./proxy";
import { currentEnv } from "./server/current-env";
import { answerHeaders } from "./server/http/answer-headers";

const VARIES = /'nonce-[^']+'|rq_\w+/g;
const plain = (value: string | null | undefined) => value?.replace(VARIES, "");

/** As Next asks it. */
function asked(path: string, host: string): Response {
  const headers = { host, "x-request-id": "chosen" };
  return proxy(new NextRequest(`http://localhost${path}`, { headers }));
}

test.each(["/", "/w/ws_1", "/check", "/cell", "/api/trpc/workspace.create"])(
  "%s has the headers of its path, and an id that no client chose",
  (path) => {
    const answer = asked(path, "localhost:3000");
    for (const [name, value] of Object.entries(answerHeaders(path, currentEnv()).headers))
      expect(plain(answer.headers.get(name))).toBe(plain(value));
    expect(answer.headers.get("x-request-id")).toMatch(/^rq_/);
    expect(answer.headers.get("x-middleware-next")).toBe("1");
  },
);

test("under another host nothing is behind it, and the headers are the same", async () => {
  vi.stubEnv("PUBLIC_URL", "https://aegis.example");
  const answer = asked("/", "evil.example");
  expect(answer.status).toBe(421);
  expect(answer.headers.get("x-middleware-next")).toBeNull();
  expect(answer.headers.get("strict-transport-security")).toMatch(/max-age/);
  expect((await answer.json()).error.code).toBe("WRONG_HOST");
  expect(asked("/", "aegis.example").headers.get("x-middleware-next")).toBe("1");
});
