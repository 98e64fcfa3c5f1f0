import { describe, expect, it } from "vitest";
import { failureDetails, failureOf } from "./failure";

describe("failureOf", () => {
  it("takes code and request id from the data of a tRPC error", () => {
    const thrown = Object.assign(new Error("secret text"), {
      data: { code: "NOT_FOUND", requestId: "rq_1" },
    });
    expect(failureOf(thrown)).toEqual({ code: "NOT_FOUND", requestId: "rq_1" });
  });

  it.each([
    undefined,
    null,
    "text",
    new Error("x"),
    { data: null },
    { data: { code: "toString" } },
    { data: 1 },
  ])("calls everything else INTERNAL: %j", (thrown) => {
    expect(failureOf(thrown)).toEqual({ code: "INTERNAL", requestId: null });
  });
});

describe("failureDetails", () => {
  it("names code, request and page", () => {
    const text = failureDetails({ code: "CONFLICT", requestId: "rq_2" }, "/w/x");
    expect(text).toContain("code: CONFLICT\nrequest: rq_2\npage: /w/x");
    expect(text).toContain("/docs/errors#CONFLICT");
  });
});
