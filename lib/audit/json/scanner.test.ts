import { expect, it } from "vitest";
import { utf8 } from "../bytes";
import { Scanner } from "./scanner";
import { MAX_DEPTH } from "./value";

function scan(text: string, outermost?: number): Scanner {
  const bytes = utf8(text);
  const scanner = new Scanner(outermost);
  scanner.start(bytes, 0, bytes.length);
  scanner.value();
  return scanner;
}

it("stops behind one value and leaves the rest alone", () => {
  expect(scan('{"a":[1,"]"]},2').at).toBe('{"a":[1,"]"]}'.length);
});

it("never reads past the end that it was given", () => {
  const bytes = utf8('"abc"[1]{"a":1}true12');
  for (let end = 0; end <= bytes.length; end++) {
    for (let from = 0; from <= end; from++) {
      const cut = new Scanner();
      cut.start(bytes.slice(0, end), from, end);
      const whole = new Scanner();
      whole.start(bytes, from, end);
      expect([whole.value(), whole.at]).toEqual([cut.value(), cut.at]);
      expect(whole.at).toBeLessThanOrEqual(end);
    }
  }
});

it("says where and why it failed", () => {
  const { at, why } = scan('{"b":1,"a":2}');
  expect([at, why]).toEqual([7, "the keys are not in order, or one is there twice"]);
});

it("counts the depth from where it is told to stand", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect(scan(nested(MAX_DEPTH - 1), 2).why).toBe("");
  expect(scan(nested(MAX_DEPTH), 2).why).toBe("it is nested too deeply");
});

it("sees every byte that does not stand for itself, wherever it is among four", () => {
  const scanner = new Scanner();
  for (let byte = 0; byte < 256; byte++) {
    for (let place = 1; place < 12; place++) {
      const bytes = utf8(`"${"a".repeat(12)}"`);
      bytes[place] = byte;
      scanner.start(bytes, 0, bytes.length);
      const standsForItself = byte >= 0x20 && byte < 0x80 && byte !== 0x22 && byte !== 0x5c;
      // The quote ends the string; what follows the backslash is no escape.
      const end = byte === 0x22 ? place + 1 : bytes.length;
      expect([scanner.string(), scanner.at]).toEqual(
        standsForItself || byte === 0x22 ? [true, end] : [false, place],
      );
    }
  }
});
