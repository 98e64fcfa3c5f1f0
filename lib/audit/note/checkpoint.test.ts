import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditFault, toBase64 } from "../bytes";
import { readCheckpoint, readForeignCheckpoint, writeCheckpoint } from "./checkpoint";

const runs = Number(process.env.PROPERTY_RUNS ?? 300);
const root = new Uint8Array(32).fill(3);
const hash = toBase64(root);
const text = `example.com/log\n7\n${hash}\n`;

test("three lines", () => {
  expect(readCheckpoint(text)).toEqual({ ok: true, value: { origin: "example.com/log", size: 7, root } });
  expect(writeCheckpoint({ origin: "example.com/log", size: 7, root })).toBe(text);
});

test("what is written is read as the same", { timeout: 600_000 }, () => {
  const checkpoints = fc.record({
    origin: fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((line) => [...line].every((char) => char >= " ")),
    size: fc.maxSafeNat(),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  fc.assert(
    fc.property(checkpoints, (checkpoint) => {
      const read = readCheckpoint(writeCheckpoint(checkpoint));
      expect(read).toEqual({ ok: true, value: checkpoint });
    }),
    { numRuns: runs },
  );
});

test("extension lines are those of other logs", () => {
  const foreign = `${text}one\ntwo \n`;
  expect(readCheckpoint(foreign).ok).toBe(false);
  const read = readForeignCheckpoint(foreign);
  expect(read).toMatchObject({ ok: true, value: { size: 7, extensions: ["one", "two "] } });
  expect(read.ok && writeCheckpoint(read.value)).toBe(foreign);
  expect(readForeignCheckpoint(text)).toEqual(readCheckpoint(text));
  for (const wrong of [`${text}\n`, `${text}\none\n`, `${text}one\n\n`, `${text}one`, `${text}a\tb\n`]) {
    expect(readForeignCheckpoint(wrong).ok, JSON.stringify(wrong)).toBe(false);
  }
});

test("sizes are plain decimals", () => {
  for (const size of [
    "0x10",
    "007",
    " 7",
    "7 ",
    "+7",
    "-7",
    "7\r",
    "",
    "7.0",
    "1e3",
    "9007199254740992",
    "bananas",
  ]) {
    expect(readCheckpoint(text.replace("\n7\n", `\n${size}\n`)).ok, JSON.stringify(size)).toBe(false);
  }
});

test("anything else is no checkpoint", () => {
  const wrong = [
    "",
    "\n",
    text.slice(0, -1),
    `${text}\n`,
    `${text}extension\n`,
    text.replace("example.com/log", ""),
    `\n${text}`,
    text.replace(hash, hash.slice(0, -1)),
    text.replace(hash, `${hash} `),
    text.replace(hash, "AAAA"),
    text.replace(hash, ""),
    text.replace(hash, `${hash}AAAA`),
    `7\nexample.com/log\n${hash}\n`,
    `example.com/log\n${hash}\n7\n`,
    text.replaceAll("\n", "\r\n"),
    text.replace("log", "l\tog"),
    text.replace("log", "\ud800"),
  ];
  for (const one of wrong) expect(readCheckpoint(one).ok, JSON.stringify(one)).toBe(false);
});

test("what is no checkpoint is not written", () => {
  const good = { origin: "a", size: 7, root };
  const bad = [
    { ...good, origin: "" },
    { ...good, origin: "a\nb" },
    { ...good, origin: "\udc00" },
    { ...good, size: -1 },
    { ...good, size: 0.5 },
    { ...good, size: 2 ** 53 },
    { ...good, size: Number.NaN },
    { ...good, root: root.slice(1) },
  ];
  for (const checkpoint of bad) expect(() => writeCheckpoint(checkpoint)).toThrow(AuditFault);
});
