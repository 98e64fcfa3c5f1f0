import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BYTES_LIMIT, decodeHead, encodeFrame, type Frame, FrameReader, HEAD_BYTES, KINDS } from "./wire";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const frames = fc.array(
  fc.record(
    {
      kind: fc.constantFrom(...KINDS),
      text: fc.string({ unit: "grapheme" }),
      bytes: fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
    },
    { requiredKeys: ["kind", "text"] },
  ),
  { maxLength: 6 },
);

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

describe("frames", () => {
  it("come out as they went in, however the stream is cut", () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 20 })), (sent, cuts) => {
        const stream = joined(sent.flatMap((frame) => encodeFrame(frame as Frame)));
        const reader = new FrameReader();
        const heard: Frame[] = [];
        let at = 0;
        for (const cut of [...cuts, stream.length]) {
          heard.push(...(reader.push(stream.subarray(at, at + cut)) ?? []));
          at += cut;
        }
        expect(heard).toEqual(sent);
      }),
      { numRuns: RUNS },
    );
  });

  it("are read from any bytes without an error, and without holding what is none", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (pieces) => {
        const reader = new FrameReader();
        for (const piece of pieces) if (reader.push(piece) === undefined) return;
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ["a kind that there is not", [KINDS.length, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ["bytes that are said not to be there", [0, 0, 0, 0, 0, 0, 1, 0, 0, 0]],
    ["a flag that is none", [0, 2, 0, 0, 0, 0, 0, 0, 0, 0]],
    ["a text without end", [0, 0, 255, 255, 255, 255, 0, 0, 0, 0]],
    ["bytes without end", [0, 1, 0, 0, 0, 0, 255, 255, 255, 255]],
  ])("%s is a fault", (_, head) => {
    expect(decodeHead(Uint8Array.from(head))).toBeUndefined();
    expect(new FrameReader().push(Uint8Array.from(head))).toBeUndefined();
  });

  it("tell none from none of length", () => {
    const read = (bytes?: Uint8Array) =>
      decodeHead(joined(encodeFrame({ kind: "call", text: "", ...(bytes && { bytes }) })))?.bytes;
    expect(read()).toBeUndefined();
    expect(read(new Uint8Array())).toBe(0);
    expect(HEAD_BYTES + BYTES_LIMIT).toBeLessThan(2 ** 32);
  });
});
