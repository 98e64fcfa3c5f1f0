import { describe, expect, it } from "vitest";
import { messageOf } from "./thrown";

describe("what was thrown", () => {
  it("is told by the message of an error, and by anything else as it is", () => {
    expect(messageOf(new RangeError("too far"))).toBe("too far");
    expect(messageOf("just text")).toBe("just text");
    expect(messageOf(undefined)).toBe("undefined");
  });
});
