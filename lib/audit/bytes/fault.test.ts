import { expect, it } from "vitest";
import { AuditFault, FAULTS } from "./fault";

it("says what its code says when nobody says more, and keeps the cause", () => {
  const cause = new Error("disk full");
  const fault = new AuditFault("STORAGE", undefined, { cause });
  expect([fault.name, fault.code, fault.message, fault.cause]).toEqual([
    "AuditFault",
    "STORAGE",
    FAULTS.STORAGE,
    cause,
  ]);
});
