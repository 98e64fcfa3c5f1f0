/**
 * Random and mutated input for parsers, and what every one of them must do with it: come back, soon, without throwing.
 * Mutations of good input reach much further into a parser than noise does.
 */
import fc from "fast-check";
import { stopwatch } from "../../testing/stopwatch";
import { AuditFault, joinBytes } from "../bytes";

export const SLOWEST_MS = 100;

/** Bytes that mean something in some format here. */
const TELLING = [
  0x00, 0x09, 0x0a, 0x0d, 0x20, 0x2b, 0x2d, 0x2e, 0x2f, 0x30, 0x3d, 0x7f, 0x80, 0xc0, 0xe2, 0xff,
];
const someByte = fc.oneof(fc.constantFrom(...TELLING), fc.nat(255));

interface Edit {
  readonly kind: "set" | "insert" | "delete" | "repeat" | "swap";
  readonly at: number;
  readonly length: number;
  readonly byte: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("set", "insert", "delete", "repeat", "swap"),
  at: fc.nat(),
  length: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4000 })),
  byte: someByte,
});

function apply(bytes: Uint8Array, { kind, at, length, byte }: Edit): Uint8Array {
  const from = bytes.length === 0 ? 0 : at % bytes.length;
  const [head, part, tail] = [
    bytes.slice(0, from),
    bytes.slice(from, from + length),
    bytes.slice(from + length),
  ];
  if (kind === "delete") return joinBytes([head, tail]);
  if (kind === "repeat") return joinBytes([head, part, part, tail]);
  if (kind === "swap") return joinBytes([head, tail, part]);
  if (kind === "insert") return joinBytes([head, Uint8Array.of(byte), bytes.slice(from)]);
  return joinBytes([head, Uint8Array.of(byte), bytes.slice(from + 1)]);
}

/** Good input with a few edits; noise; and noise of the bytes that mean something. */
export function hostileBytes(good: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const mutated = fc
    .tuple(fc.constantFrom(...good), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([bytes, edits]) => edits.reduce(apply, bytes));
  const noise = fc.uint8Array({ maxLength: 400 });
  const telling = fc
    .array(fc.constantFrom(...TELLING), { maxLength: 200 })
    .map((bytes) => Uint8Array.from(bytes));
  return fc.oneof(
    { weight: 6, arbitrary: mutated },
    { weight: 1, arbitrary: noise },
    { weight: 1, arbitrary: telling },
  );
}

/** Throws when the parser throws anything but ours, or takes too long on this twice: once may be the machine. */
export function mustSurvive(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void {
  if (timeOf(parse, bytes) > SLOWEST_MS && timeOf(parse, bytes) > SLOWEST_MS) {
    throw new Error(`It takes more than ${SLOWEST_MS} ms.`);
  }
}

function timeOf(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): number {
  const time = stopwatch();
  try {
    parse(bytes);
  } catch (thrown) {
    if (!(thrown instanceof AuditFault)) throw thrown;
  }
  return time();
}
