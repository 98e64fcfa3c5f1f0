import fc from "fast-check";
import { expect, test } from "vitest";
import { joinBytes, utf8 } from "@/lib/audit/bytes";
import { loadWasmHasher } from "@/lib/audit/hash";
import { Payloads } from "@/lib/mediator/payloads";
import { checkBody } from "./check-body";

test("what a record names is shown, and nothing that differs from it in a byte or its length", async () => {
  const hasher = await loadWasmHasher();
  const salt = new Uint8Array(16).fill(7);
  const named = new Payloads(hasher, () => salt).body(utf8("the body"));
  const content = joinBytes([salt, utf8("the body")]);
  expect(checkBody(content, named, hasher)).toEqual(utf8("the body"));
  expect(checkBody(content, { ...named, bytes: 7 }, hasher)).toBeUndefined();
  expect(checkBody(new Uint8Array(), named, hasher)).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const other = content.slice();
      other[at] = (other[at] as number) ^ by;
      expect(checkBody(other, named, hasher)).toBeUndefined();
    }),
  );
});
