import { TRPCClientError } from "@trpc/client";
import { describe, expect, test } from "vitest";
import { refusalOf } from "./transport";

const failing = (data: unknown, message = "What happened.") =>
  TRPCClientError.from({ error: { code: -32_000, message, data } } as Parameters<
    typeof TRPCClientError.from
  >[0]);

describe("what comes back instead of an answer", () => {
  test("is a refusal where it has a code of ours, with its particulars", () => {
    const error = failing({ code: "LOG_CONFLICT", details: { size: 7 } });
    expect(refusalOf(error)).toEqual({
      ok: false,
      code: "LOG_CONFLICT",
      message: "What happened.",
      details: { size: 7 },
    });
  });

  test.each([
    ["the network", new TypeError("fetch failed")],
    ["a proxy's page", failing(undefined)],
    ["a code of somebody else", failing({ code: "constructor" })],
    ["nothing at all", undefined],
  ])("is no answer where it is %s", (_, error) => {
    expect(refusalOf(error)).toMatchObject({ ok: false, code: "UNREACHABLE" });
  });
});
