import { describe, expect, it } from "vitest";
import { toBase64 } from "@/lib/audit/bytes";
import { formatVkey } from "@/lib/audit/note";
import { COSIGNER, WITNESSES, WORKSPACE } from "@/lib/audit/verify/testing/session";
import { comparePins } from "./pinned";

const host = "audit.example";
const told = {
  host,
  keys: { cosigner: [formatVkey(COSIGNER.vkey)], log: [formatVkey(WORKSPACE.vkey)] },
  witnesses: [],
  quorum: 0,
};
const pins = {
  host,
  cosigner: [toBase64(COSIGNER.vkey.publicKey)],
  log: [toBase64(WORKSPACE.vkey.publicKey)],
};
const data = { told, workspaceId: "demo" };

describe("comparePins", () => {
  it("knows nothing on a first visit", () => {
    expect(comparePins(undefined, data)).toEqual({ kind: "none" });
  });
  it("finds what it knows", () => {
    expect(comparePins(pins, data)).toEqual({ kind: "same" });
  });
  it("keeps to what it knew, and says what changed", () => {
    const other = [toBase64((WITNESSES[0] as (typeof WITNESSES)[number]).vkey.publicKey)];
    expect(comparePins({ ...pins, cosigner: other }, data)).toMatchObject({
      kind: "changed",
      why: expect.stringContaining("another key"),
      keys: [expect.stringMatching(/^audit\.example\/cosigner\+/), formatVkey(WORKSPACE.vkey)],
    });
    expect(comparePins({ ...pins, host: "other.example" }, data)).toMatchObject({ kind: "changed" });
  });
});
