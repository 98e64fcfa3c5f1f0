import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Heard, LineReader, packetLines } from "./lines";
import { type Packet, packetBytes, readPacket, UP_KINDS, type UpKind } from "./packet";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
const CALL: Packet<UpKind> = { kind: "call", id: 7, text: '["fs.stat","/a"]' };
const written = (packet: Packet<UpKind>) => packetLines("up", UP_KINDS, packet);
const heard = (...texts: string[]) => {
  const reader = new LineReader("up", UP_KINDS);
  return texts.flatMap((text) => reader.push(text));
};
const packets = (all: readonly Heard<UpKind>[]) =>
  all.flatMap((each) => (each.what === "packet" ? [each.packet] : []));
const stray = (all: readonly Heard<UpKind>[]) =>
  all.map((each) => (each.what === "stray" ? each.text : "")).join("");

const packet: fc.Arbitrary<Packet<UpKind>> = fc
  .record({
    kind: fc.constantFrom(...UP_KINDS),
    id: fc.nat({ max: 0xffff_ffff }),
    text: fc.string({ unit: "binary", maxLength: 3000 }),
    bytes: fc.option(fc.uint8Array({ maxLength: 6000 }), { nil: undefined }),
  })
  .map(({ bytes, ...rest }) => ({ ...rest, ...(bytes && { bytes: new Uint8Array(bytes) }) }));

/** Cuts a text at any places. */
const cut = (text: string, places: readonly number[]) => {
  const sorted = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [...sorted, text.length].map((end, i) => text.slice(i === 0 ? 0 : sorted[i - 1], end));
};

describe("packets as lines", () => {
  it("come out as they went in, cut anywhere, with CR LF and with what was said back in between", () => {
    const many = fc.array(packet, { maxLength: 4 });
    fc.assert(
      fc.property(many, fc.array(fc.nat()), fc.boolean(), (sent, places, isTerminal) => {
        const echo = packetLines("down", ["answer"], { kind: "answer", id: 1, text: "{}" });
        const text = sent.map((each) => (isTerminal ? echo : "") + written(each)).join("");
        const all = heard(...cut(isTerminal ? text.replaceAll("\n", "\r\n") : text, places));
        expect(packets(all)).toEqual(sent);
        expect(stray(all)).toBe("");
      }),
      { numRuns: RUNS },
    );
  });

  it("are short lines of printable ASCII", () => {
    const lines = written({ ...CALL, bytes: new Uint8Array(10_000).fill(255), text: "ä€\u0000\n\u001b[2J" });
    expect(lines).toMatch(/^([\x20-\x7e]{1,3000}\n)+$/);
  });

  it("are found behind text without an end of line, and that text is seen at once", () => {
    const reader = new LineReader("up", UP_KINDS);
    expect(reader.push("name? ")).toEqual([{ what: "stray", text: "name? " }]);
    expect(reader.push(`at b@c ${written(CALL)}rest`)).toEqual([
      { what: "stray", text: "at b@c " },
      { what: "packet", packet: CALL },
      { what: "stray", text: "rest" },
    ]);
  });

  it("that are none are stray, and the next one is read", () => {
    for (const bad of ["@aegis>", "@aegis>.!!!", "@aegis>.AAAA", "@aegis>+AAA", "@aegis>?AAAA"]) {
      const all = heard(`${bad}\n${written(CALL)}`);
      expect(packets(all), bad).toEqual([CALL]);
      expect(stray(all)).toBe(`${bad}\n`);
    }
  });

  it("that never end are let go of, piece by piece or line by line", () => {
    const long = `@aegis>.${"A".repeat(5000)}`;
    expect(stray(heard(long))).toBe(long);
    const reader = new LineReader("up", UP_KINDS, 4_000);
    const line = `@aegis>+${"A".repeat(2048)}\n`;
    expect(reader.push(line + line)).toEqual([]);
    expect(reader.push(line)).toEqual([{ what: "flood" }]);
    expect(packets(reader.push(`@aegis>!\n${written(CALL)}`))).toEqual([CALL]);
  });

  it("of the other direction are nothing that was said", () => {
    expect(heard(packetLines("down", ["answer"], { kind: "answer", id: 1, text: "" }))).toEqual([]);
  });

  it("take any text at all, and lose none of what was printed", () => {
    const word = fc.oneof(
      fc.constantFrom(
        "@",
        "@aegis>",
        "@aegis<",
        "@aegis>.",
        "@aegis>+",
        "\n",
        "\r\n",
        "AAAA",
        "=",
        written(CALL),
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), fc.array(fc.nat()), (words, places) => {
        const text = words.join("");
        const all = heard(...cut(text, places));
        for (const each of all) expect(["packet", "stray", "flood"]).toContain(each.what);
        if (!text.includes("@")) expect(stray(all)).toBe(text);
      }),
      { numRuns: RUNS * 3 },
    );
  });
});

describe("packets as bytes", () => {
  it("are read from any bytes, or not at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const read = readPacket(UP_KINDS, bytes);
        if (read) expect(packetBytes(UP_KINDS, read)).toEqual(bytes);
      }),
      { numRuns: RUNS * 10 },
    );
  });

  it("have one spelling: what is cut, longer or of another kind is none", () => {
    const whole = packetBytes(UP_KINDS, CALL);
    for (let end = 0; end < whole.length; end++)
      expect(readPacket(UP_KINDS, whole.subarray(0, end))).toBeUndefined();
    expect(readPacket(UP_KINDS, new Uint8Array([...whole, 0]))).toBeUndefined();
    expect(readPacket(UP_KINDS, whole.with(0, 99))).toBeUndefined();
    expect(readPacket(UP_KINDS, whole.with(1, 2))).toBeUndefined();
    expect(readPacket(UP_KINDS, whole.with(12, 0xff))).toBeUndefined();
  });
});
