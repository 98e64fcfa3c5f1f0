/** A recorded decision as a `[[test]]` of the policy. */
import type { PolicyRequest } from "@/lib/policy";

/** Undefined where a test cannot say it: its request holds something that TOML has no plain form for. */
export function testTable(request: PolicyRequest, verdict: string): string | undefined {
  const { op, ...rest } = request;
  const fields = Object.entries(rest).map(([key, value]) => field(key, value));
  if (fields.includes(undefined)) return undefined;
  const what = Object.values(rest)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .map(String)
    .join(" ");
  const name = `${PAST[verdict] ?? verdict} ${op} ${what}`.slice(0, NAME_UNITS).toWellFormed();
  return `[[test]]
name = ${quoted(name)}
request = { ${[`op = ${quoted(op)}`, ...fields].join(", ")} }
expect = ${quoted(verdict)}
`;
}

const NAME_UNITS = 80;
const PAST: Readonly<Record<string, string>> = {
  allow: "allows",
  deny: "denies",
  approve: "asks before",
  sanitize: "cleans",
};

function field(key: string, value: unknown): string | undefined {
  const text = valueText(value);
  return text === undefined ? undefined : `${key} = ${text}`;
}

function valueText(value: unknown): string | undefined {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!Array.isArray(value)) return undefined;
  const items = value.map(valueText);
  return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
}

/** JSON's escapes are TOML's, but for the one control character that JSON leaves as it is. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
