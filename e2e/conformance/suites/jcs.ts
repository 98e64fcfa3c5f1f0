/**
 * Vectors of RFC 8785. What the writer of the log writes has to be theirs to the byte, and its strict reader has to take
 * exactly those bytes. Where a house rule refuses the value, that rule is named; a rule explains refusing only, never
 * other bytes.
 */
import { z } from "zod";
import { AuditFault, toHex, utf8 } from "../../../lib/audit/bytes";
import { type JsonValue, readCanonical, writeCanonical } from "../../../lib/audit/json";
import { judge } from "../policy";
import { type DataFile, defineSuite } from "../suite";

const pair = z.object({
  name: z.string(),
  input: z.string(),
  output: z.string(),
  outhex: z.string().optional(),
});
const fileSchema = z.object({
  records: z.array(pair),
  extra: z.array(pair),
  numbers: z.array(z.object({ ieee754: z.string(), text: z.string() })),
  must_fail: z.array(
    z.object({ name: z.string(), ieee754: z.string().optional(), json: z.string().optional() }),
  ),
});

interface Sample {
  readonly id: string;
  readonly value: unknown;
  /** The canonical text, or "refused". */
  readonly expect: string;
  readonly hex?: string | undefined;
  /** The text that must not be taken. */
  readonly refused?: string | undefined;
}

const REFUSED = "refused";

export const suite = defineSuite({
  name: "jcs",
  reads: "vectors/jcs_rfc8785.json",
  run: (file) =>
    judge(
      samplesOf(file),
      (sample) => (sample.expect === REFUSED ? checkRefusal : checkText)(sample),
      houseRule,
    ),
});

function samplesOf({ bytes }: DataFile): Sample[] {
  const { records, extra, numbers, must_fail } = fileSchema.parse(
    JSON.parse(new TextDecoder().decode(bytes)),
  );
  return [
    ...[...records, ...extra].map(({ name, input, output, outhex }) => {
      return { id: name, value: JSON.parse(input), expect: output, hex: outhex };
    }),
    ...numbers.map(({ ieee754, text }) => ({ id: ieee754, value: doubleOf(ieee754), expect: text })),
    ...must_fail.map(({ name, ieee754, json }) => {
      const value = ieee754 === undefined ? JSON.parse(json ?? "") : doubleOf(ieee754);
      return { id: name, value, expect: REFUSED, refused: json };
    }),
  ];
}

function doubleOf(ieee754: string): number {
  return Buffer.from(ieee754, "hex").readDoubleBE();
}

function checkText({ value, expect, hex }: Sample): string | null {
  const text = write(value);
  if (text !== expect || (hex !== undefined && toHex(utf8(text)) !== hex)) return text ?? REFUSED;
  const read = readCanonical(utf8(text));
  if (!read.ok) return `written, but not read: ${read.why}`;
  return write(read.value) === text ? null : "read as something else";
}

/** Text has to be refused as it stands; what a lenient parser makes of it must not be written as the same text again. */
function checkRefusal({ value, refused }: Sample): string | null {
  if (refused !== undefined && readCanonical(utf8(refused)).ok) return "read";
  const text = write(value);
  return text === undefined || (refused !== undefined && text !== refused) ? null : text;
}

function write(value: unknown): string | undefined {
  try {
    return writeCanonical(value as JsonValue);
  } catch (error) {
    if (error instanceof AuditFault) return undefined;
    throw error;
  }
}

/** The first rule of the log that refuses something in the value. */
function houseRule({ value, expect }: Sample): string | null {
  if (expect === REFUSED || write(value) !== undefined) return null;
  if (holds(value, (part) => part === null)) return "The log has no null: what is not there is left out.";
  if (holds(value, (part) => Object.is(part, -0))) return "The log has no -0, whose text is that of 0.";
  if (holds(value, (part) => typeof part === "number" && !Number.isInteger(part)))
    return "The log has no fractions: implementations differ in how they write them.";
  if (holds(value, (part) => typeof part === "number" && !Number.isSafeInteger(part)))
    return "The log has whole numbers up to 2^53 - 1: beyond, different numbers are the same double.";
  return null;
}

function holds(value: unknown, is: (part: unknown) => boolean): boolean {
  if (typeof value !== "object" || value === null) return is(value);
  return Object.values(value).some((part) => holds(part, is));
}
