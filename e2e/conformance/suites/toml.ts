/**
 * The public suite of TOML documents: valid ones must come out as the expected values, invalid ones must be refused.
 * Each of the two readers is measured alone as well: together they must be right at least as often as the better one.
 */
import { parse } from "smol-toml";
import { parseTOML } from "toml-eslint-parser";
import { z } from "zod";
import { normaliseDate } from "../../../lib/spec/toml/agree";
import { readToml } from "../../../lib/spec/toml/read-toml";
import type { TomlNode } from "../../../lib/spec/toml/tree";
import { defineSuite, type Judgement, type Miss } from "../suite";

const recordSchema = z.object({
  name: z.string(),
  valid: z.boolean(),
  toml_1_1: z.boolean(),
  toml: z.string().optional(),
  toml_b64: z.string().optional(),
  expected: z.unknown().optional(),
});
const fileSchema = z.object({ records: z.array(recordSchema) });
type TomlRecord = z.infer<typeof recordSchema>;

/** The names that the suite gives to kinds of values. */
const TAGS: Readonly<Record<string, string>> = {
  string: "string",
  integer: "integer",
  float: "float",
  boolean: "bool",
  "offset-date-time": "datetime",
  "local-date-time": "datetime-local",
  "local-date": "date-local",
  "local-time": "time-local",
};
const taggedSchema = z.strictObject({ type: z.string(), value: z.string() });

function bytesOf(record: TomlRecord): Uint8Array {
  return record.toml_b64 === undefined
    ? new TextEncoder().encode(record.toml ?? "")
    : new Uint8Array(Buffer.from(record.toml_b64, "base64"));
}

function matches(expected: unknown, node: TomlNode): boolean {
  const tagged = taggedSchema.safeParse(expected);
  if (tagged.success && node.kind !== "table" && node.kind !== "array") {
    return (
      TAGS[node.kind] === tagged.data.type && sameScalar(tagged.data.value, node.value, tagged.data.type)
    );
  }
  if (node.kind === "array") {
    const { items } = node;
    return (
      Array.isArray(expected) &&
      expected.length === items.length &&
      items.every((item, index) => matches(expected[index], item))
    );
  }
  if (node.kind !== "table" || typeof expected !== "object" || expected === null) return false;
  const wanted = new Map<string, unknown>(Object.entries(expected));
  return (
    wanted.size === node.entries.size &&
    [...node.entries].every(([key, entry]) => wanted.has(key) && matches(wanted.get(key), entry.node))
  );
}

function sameScalar(expected: string, value: unknown, type: string): boolean {
  if (type === "string") return value === expected;
  if (type === "bool") return String(value) === expected;
  if (type === "integer") return typeof value === "bigint" && BigInt(expected) === value;
  if (type === "float") return Object.is(floatOf(expected), value) || floatOf(expected) === value;
  const [left, right] = [normaliseDate(expected), normaliseDate(String(value))];
  return left !== null && right !== null && left.text === right.text && left.fraction === right.fraction;
}

function floatOf(text: string): number {
  const bare = text.replace(/^\+/, "");
  if (bare.endsWith("nan")) return Number.NaN;
  return bare.endsWith("inf") ? Number(`${bare.replace("inf", "")}Infinity`) : Number(bare);
}

/** How often one reader alone gives the right verdict; its values are not even looked at, which is in its favour. */
function rightAlone(records: readonly TomlRecord[], read: (text: string) => unknown): number {
  return records.filter((record) => {
    try {
      read(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(record)));
      return record.valid;
    } catch {
      return !record.valid;
    }
  }).length;
}

function judge(record: TomlRecord): Miss | null {
  const result = readToml(bytesOf(record));
  const id = record.name;
  if (!record.valid) return result.ok ? { id, expected: "refused", got: "accepted" } : null;
  if (!result.ok) return { id, expected: "accepted", got: result.fault.message };
  return matches(record.expected, result.root) ? null : { id, expected: "its values", got: "others" };
}

function run({ bytes }: { readonly bytes: Uint8Array }): Judgement {
  const { records } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const wrong: Miss[] = [];
  const explained: Record<string, string> = {};
  let rightOfCurrent = 0;
  for (const record of records) {
    const miss = judge(record);
    if (miss === null) {
      if (record.toml_1_1) rightOfCurrent++;
      continue;
    }
    wrong.push(miss);
    if (!record.toml_1_1 && !record.valid) {
      explained[record.name] = "Valid since TOML 1.1, which is the version that is read.";
    }
  }
  const current = records.filter((record) => record.toml_1_1);
  const alone = Math.max(rightAlone(current, parse), rightAlone(current, parseTOML));
  if (rightOfCurrent < alone) {
    wrong.push({ id: "both readers", expected: `at least ${alone} right`, got: `${rightOfCurrent}` });
  }
  return { right: records.length - wrong.length, wrong, explained };
}

export const suite = defineSuite({ name: "TOML", reads: "vectors/toml-test.json", run });
