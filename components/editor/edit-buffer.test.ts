import { expect, it } from "vitest";
import { EditBuffer } from "./edit-buffer";

function makeBuffer() {
  const written: [string, string][] = [];
  return { written, buffer: new EditBuffer((path, text) => written.push([path, text])) };
}

it("writes once what many keys have made", async () => {
  const { buffer, written } = makeBuffer();
  let text = "";
  for (const key of "typed") {
    text += key;
    buffer.note("a", () => text);
  }
  expect(written).toEqual([]);
  expect(buffer.isPending).toBe(true);
  await expect.poll(() => written).toEqual([["a", "typed"]]);
  expect(buffer.isPending).toBe(false);
});

it("writes at once where it is asked to, and nothing twice", () => {
  const { buffer, written } = makeBuffer();
  buffer.note("a", () => "1");
  buffer.note("b", () => "2");
  buffer.settle();
  buffer.settle();
  expect(written).toEqual([
    ["a", "1"],
    ["b", "2"],
  ]);
});

it("leaves what somebody else has written", () => {
  const { buffer, written } = makeBuffer();
  buffer.note("a", () => "1");
  buffer.drop("a");
  buffer.settle();
  expect(written).toEqual([]);
});
