import { expect, test } from "vitest";
import { addressOf } from "./drivers";

test("each has an address", () => {
  expect(addressOf("ws_1", "embedded")).toBe("/w/ws_1");
  expect(addressOf("ws_1", "webcontainer")).toBe("/w/ws_1/full-node");
});
