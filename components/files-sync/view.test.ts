import { expect, it } from "vitest";
import { type FileSyncView, OFF, ON, sentenceOf, UNKNOWN } from "./view";

const on: FileSyncView = { isOn: true, at: "idle", waiting: 0, why: null, stays: [] };

it("says where the files are, in words", () => {
  expect([UNKNOWN, OFF].map(sentenceOf)).toEqual([null, null]);
  expect(sentenceOf(ON)).toBe("Comparing with the server…");
  expect(sentenceOf(on)).toBe("On the server too");
  expect(sentenceOf({ ...on, stays: [{ path: "a", why: "It is." }] })).toBe(
    "On the server too, but for 1 file",
  );
  expect(sentenceOf({ ...on, waiting: 1 })).toBe("1 file not yet on the server");
  expect(sentenceOf({ ...on, at: "offline", waiting: 2 })).toBe("Offline: 2 files not yet on the server");
  expect(sentenceOf({ ...on, at: "refused", why: "too large" })).toBe("Not kept on the server: too large");
});
