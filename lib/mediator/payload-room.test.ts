import { describe, expect, it } from "vitest";
import type { Payload } from "./log";
import { keptByAll, PayloadRoom } from "./payload-room";

const payload = (bytes: Uint8Array, name = "a"): Payload => ({
  sha256: name.repeat(64),
  salt: new Uint8Array(16).fill(1),
  bytes,
});

function room(mostBytes: number, mostEachBytes: number) {
  const kept: Payload[] = [];
  let lost = 0;
  const store = new PayloadRoom(
    { keep: (each) => void kept.push(each) },
    { mostBytes, mostEachBytes },
    () => {
      lost += 1;
    },
  );
  return { store, kept, lost: () => lost };
}

describe("room for payloads", () => {
  it("ends with its bytes, salts counted, and says what did not fit", () => {
    const { store, kept, lost } = room(2 * 16 + 10, 8);
    for (const length of [8, 2, 0, 9]) store.keep(payload(new Uint8Array(length)));
    expect(kept.map(({ bytes }) => bytes.length)).toEqual([8, 2]);
    expect(lost()).toBe(2);
  });

  it("a large one leaves room for a small one after it", () => {
    const { store, kept, lost } = room(1000, 8);
    for (const length of [500, 8]) store.keep(payload(new Uint8Array(length)));
    expect([kept.length, lost()]).toEqual([1, 1]);
  });

  it("keeps what was, whatever becomes of it", () => {
    const { store, kept } = room(1000, 100);
    const bytes = Uint8Array.of(1, 2, 3);
    store.keep(payload(bytes));
    bytes.fill(9);
    expect([...(kept[0]?.bytes ?? [])]).toEqual([1, 2, 3]);
  });
});

it("several have the same; none is none", () => {
  const seen: string[] = [];
  const store = (name: string) => ({ keep: () => void seen.push(name) });
  keptByAll([store("one"), store("two")])?.keep(payload(new Uint8Array()));
  expect(seen).toEqual(["one", "two"]);
  expect(keptByAll([])).toBeUndefined();
});
