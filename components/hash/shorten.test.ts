import { describe, expect, it } from "vitest";
import { shortenMiddle } from "./shorten";

describe("shortenMiddle", () => {
  it("keeps both ends", () => {
    expect(shortenMiddle("rq_0123456789abcdefghjkmnpqrs")).toBe("rq_01234…mnpqrs");
  });
  it("leaves alone what would not become shorter", () => {
    expect(shortenMiddle("0123456789abcde")).toBe("0123456789abcde");
    expect(shortenMiddle("")).toBe("");
  });
});
