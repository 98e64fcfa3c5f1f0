/** The bodies that a record names: by how many bytes and which digest, and in words what each of them is. Total on any line. */
import { utf8 } from "@/lib/audit/bytes";
import { readRecord } from "@/lib/audit/record/read";

export interface NamedBody {
  readonly what: string;
  readonly bytes: number;
  readonly sha256: string;
}

const WORDS: Readonly<Record<string, string>> = {
  body: "Body",
  request_body: "The request, too long for its record",
  args: "Arguments",
};
const DIGEST = /^[0-9a-f]{64}$/;

export function namedBodies(line: string): readonly NamedBody[] {
  const read = readRecord(utf8(line));
  if (!read.ok) return [];
  const { data } = read.record;
  const places = [data, isObject(data.request) ? data.request : {}];
  return places.flatMap((place) =>
    Object.entries(WORDS).flatMap(([name, what]) => {
      const value = Object.hasOwn(place, name) ? (place as Record<string, unknown>)[name] : undefined;
      return isBody(value) ? [{ what, bytes: value.bytes, sha256: value.sha256 }] : [];
    }),
  );
}

function isBody(value: unknown): value is { readonly bytes: number; readonly sha256: string } {
  if (!isObject(value) || Object.keys(value).length !== 2) return false;
  const { bytes, sha256 } = value;
  return typeof bytes === "number" && typeof sha256 === "string" && DIGEST.test(sha256);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
