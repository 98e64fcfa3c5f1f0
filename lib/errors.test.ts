import { describe, expect, test, vi } from "vitest";
import { AegisError, ERRORS, type ErrorCode, errorDocs, publicMessage, toAegisError } from "./errors";

const CODES = Object.keys(ERRORS) as ErrorCode[];

describe("the table of errors", () => {
  test.each(CODES)("%s has a status, a summary and a mend for people", (code) => {
    const kind = ERRORS[code];
    expect(kind.status).toBeGreaterThanOrEqual(400);
    expect(kind.summary).toMatch(/^[A-Z].*\.$/);
    expect(kind.mend).toMatch(/^[A-Z].*\.$/);
    expect(errorDocs(code)).toBe(`/docs/errors#${code}`);
  });

  test("every 5xx is internal, and nothing else is", () => {
    for (const code of CODES) {
      expect([code, ERRORS[code].visibility]).toEqual([
        code,
        ERRORS[code].status >= 500 ? "internal" : "public",
      ]);
    }
  });
});

describe("what may leave the server", () => {
  test("a public error's own message", () => {
    expect(publicMessage(new AegisError("CONFLICT", { message: "Seq 4 is taken." }))).toBe("Seq 4 is taken.");
    expect(publicMessage(new AegisError("CONFLICT"))).toBe(ERRORS.CONFLICT.summary);
  });

  test("never the message of an internal one, nor that of anything unexpected", () => {
    const secret = "password=hunter2 at /srv/db.ts:14";
    for (const thrown of [new AegisError("INTERNAL", { message: secret }), new Error(secret), secret, null]) {
      expect(publicMessage(toAegisError(thrown))).toBe(ERRORS.INTERNAL.summary);
    }
  });
});

test("the cause is kept for the log", () => {
  const cause = new TypeError("x is undefined");
  expect(toAegisError(cause)).toMatchObject({ code: "INTERNAL", cause });
  const known = new AegisError("NOT_FOUND");
  expect(toAegisError(known)).toBe(known);
});

test("a refusal is known as one wherever it was thrown: a bundler may load the module twice", async () => {
  vi.resetModules();
  const other: typeof import("./errors") = await import("./errors");
  expect(other.AegisError).not.toBe(AegisError);
  const refused = new other.AegisError("LOG_REFUSED");
  expect(refused).toBeInstanceOf(AegisError);
  expect(toAegisError(refused)).toBe(refused);
  for (const none of [new Error("LOG_REFUSED"), { code: "LOG_REFUSED" }, "LOG_REFUSED", null, undefined])
    expect(none instanceof AegisError).toBe(false);
});
