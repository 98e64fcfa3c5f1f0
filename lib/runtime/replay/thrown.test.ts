import { expect, it } from "vitest";
import { CallFault } from "../calls/values";
import { FilesFault, FsError } from "../files/errors";
import { madeAgain, writeThrown } from "./thrown";

it.each([
  new FsError("ENOENT", "open", "/workspace/a"),
  new FilesFault("STALE", "it has moved"),
  Object.assign(new TypeError("fetch failed"), { code: "ECONNREFUSED" }),
  new CallFault({ name: "TypeError", message: "fetch failed", reason: "the page does not allow it" }),
])("what was thrown is the same to whoever catches it again: %s", (thrown) => {
  const again = madeAgain(writeThrown(thrown));
  expect(again.constructor).toBe(thrown.name === "TypeError" ? Error : thrown.constructor);
  const said = (error: Error) => ({ ...error, name: error.name, message: error.message });
  expect(said(again)).toEqual(said(thrown));
});

it("what is no error has no words", () => {
  for (const thrown of [undefined, null, 1, "text"]) expect(madeAgain(writeThrown(thrown)).message).toBe("");
});
