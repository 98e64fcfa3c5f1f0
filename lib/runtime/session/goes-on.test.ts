import { expect, it } from "vitest";
import { goesOnEntry, readGoesOn } from "./goes-on";

const FROM = { sid: "0190f1b2-0000-7000-8000-000000000000", seq: 23, link: "ab".repeat(32) };

it("is read as it was written", () => {
  const { type, data } = goesOnEntry(FROM);
  expect(readGoesOn(type, data)).toEqual(FROM);
});

it("is nothing else", () => {
  const { type, data } = goesOnEntry(FROM);
  const { id } = data as { id: string };
  expect(readGoesOn("snapshot.take", data)).toBeUndefined();
  // A trigger or a person went back within this very run.
  expect(readGoesOn(type, { by: "user", id: "cp_0011223344556677", of: 3 })).toBeUndefined();
  for (const wrong of [undefined, null, 5, {}, { id: 5, of: 23 }, { id, of: 24 }, { id: `${id}#`, of: 23 }])
    expect(readGoesOn(type, wrong)).toBeUndefined();
  expect(readGoesOn(type, { id: id.replace("-7000-", "-4000-"), of: 23 })).toBeUndefined();
});
