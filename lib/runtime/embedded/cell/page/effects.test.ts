import { describe, expect, it } from "vitest";
import { loadWasmHasher } from "../../../../audit/hash";
import { type Answer, actionDigest, type Question } from "../../../../mediator/approval";
import { engineOf } from "../../../../mediator/testing/bench";
import type { HttpRequest } from "../../../calls/network";
import { ForgedQuestion, PageEffects } from "./effects";
import { HttpFault } from "./page-http";

const hasher = await loadWasmHasher();
const NEVER = new AbortController().signal;
const POLICY = `[capabilities.network]
allow_egress = ["GET https://good.example/**"]
approve_egress = ["POST https://good.example/issues"]
[approvals]
timeout = "1m"
`;
const BODY = new TextEncoder().encode("body");

function page(
  more: {
    grant?: boolean;
    secondPerson?: boolean;
    approvers?: string[];
    approver?: string;
    fails?: Error;
  } = {},
) {
  const sent: HttpRequest[] = [];
  const effects = new PageEffects({
    engine: engineOf(POLICY),
    hasher,
    http: async (request) => {
      sent.push(request);
      if (more.fails) throw more.fails;
      return { status: 200, statusText: "", headers: [], body: new Uint8Array() };
    },
    approver: {
      ask: async ({ action_sha256 }): Promise<Answer> => ({
        action_sha256,
        grant: more.grant ?? true,
        approver: more.approver ?? "somebody",
      }),
    },
    approvals: {
      timeoutMs: 60_000,
      secondPerson: more.secondPerson ?? false,
      ...(more.approvers && { approvers: more.approvers }),
    },
    actor: "author",
    now: () => 0,
  });
  const http = (method: string, url: string, body?: Uint8Array) =>
    effects.perform({ effect: "http", request: { method, url, headers: [], ...(body && { body }) } }, NEVER);
  const ask = (change: Partial<Question> = {}) => {
    const data = {
      code: "APPROVAL",
      verdict: "approve",
      body: { bytes: BODY.length, sha256: "0".repeat(64) },
      request: { method: "POST", url: ISSUES, host: "good.example", port: 443 },
    } as const;
    const action_sha256 = actionDigest(hasher, "net.fetch", data);
    const question: Question = {
      of: 1,
      op: "net.fetch",
      action_sha256,
      data,
      expires: 60_000,
      payload: BODY,
      ...change,
    };
    return effects.perform({ effect: "ask", question }, NEVER);
  };
  return { sent, http, ask };
}
const REFUSED = { effect: "failed", why: "the page does not allow it" };
const ISSUES = "https://good.example/issues";

describe("the page", () => {
  it("does what its own decision allows, and nothing else", async () => {
    const { sent, http } = page();
    expect(await http("GET", "https://good.example/a")).toMatchObject({ effect: "http" });
    expect(await http("GET", "https://evil.example/a")).toEqual(REFUSED);
    expect(await http("DELETE", "https://good.example/a")).toEqual(REFUSED);
    expect(await http("POST", ISSUES, BODY)).toEqual(REFUSED);
    expect(sent).toHaveLength(1);
  });

  it("takes a request only in its canonical form", async () => {
    const { sent, http } = page();
    for (const url of [
      "https://GOOD.example/a",
      "https://good.example/x/../a",
      "https://good.example:443/a",
      "good",
    ])
      expect(await http("GET", url)).toMatchObject({ effect: "failed" });
    expect(await http("get", "https://good.example/a")).toMatchObject({ effect: "failed" });
    expect(sent).toEqual([]);
  });

  it("does what a person approved: this very request, once", async () => {
    const { sent, http, ask } = page();
    await ask();
    expect(await http("POST", ISSUES, new TextEncoder().encode("other"))).toEqual(REFUSED);
    expect(await http("POST", ISSUES)).toEqual(REFUSED);
    expect(await http("POST", ISSUES, BODY)).toMatchObject({ effect: "http" });
    expect(await http("POST", ISSUES, BODY)).toEqual(REFUSED);
    expect(sent).toHaveLength(1);
  });

  it("keeps no yes that was none", async () => {
    const cases = [
      page({ grant: false }),
      page({ secondPerson: true, approver: "author" }),
      page({ approvers: ["lead@example.com"] }),
    ];
    for (const { http, ask, sent } of cases) {
      await ask();
      expect(await http("POST", ISSUES, BODY)).toEqual(REFUSED);
      expect(sent).toEqual([]);
    }
    // A person who saw a part of the body has not approved the rest.
    const { http, ask } = page();
    await ask({ payload: BODY.subarray(0, 2) });
    expect(await http("POST", ISSUES, BODY)).toEqual(REFUSED);
  });

  it("asks nobody about one thing under the digest of another", async () => {
    const { ask } = page();
    await expect(ask({ action_sha256: "a".repeat(64) })).rejects.toBeInstanceOf(ForgedQuestion);
    await expect(ask({ op: "fs.write" })).rejects.toBeInstanceOf(ForgedQuestion);
  });

  it("tells the guest why in a sentence of ours, never in one of the browser", async () => {
    const ours = page({ fails: new HttpFault("too large") });
    expect(await ours.http("GET", "https://good.example/a")).toEqual({ effect: "failed", why: "too large" });
    const others = page({ fails: new TypeError("net::ERR of /home/somebody") });
    expect(await others.http("GET", "https://good.example/a")).toEqual({
      effect: "failed",
      why: "the page could not do it",
    });
  });
});
