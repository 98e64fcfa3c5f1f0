import { describe, expect, test } from "vitest";
import { fromUtf8, joinBytes, utf8 } from "../bytes";
import { check, checkBytes, cosignerKey, hasher, receipt, session } from "./testing/check";
import { calls, linesOf, TestSession } from "./testing/session";
import { verify } from "./verify";

describe("lines that are no records", () => {
  const options = { checkpoints: [receipt], keys: [cosignerKey] };
  const first = session.records[0] as Uint8Array;

  test("say where they are and why", async () => {
    const bytes = joinBytes([linesOf(session.records.slice(0, 2)), utf8("{}\n"), session.lines]);
    const report = await checkBytes(bytes, options);
    expect(report.verdict).toBe("PARSE");
    const offset = linesOf(session.records.slice(0, 2)).length;
    expect(report.faults[0]?.place).toEqual({ in: "record", seq: 2, offset, line: 3 });
    expect(report.why).toMatch(/^Record 2 \(line 3\): .+\.$/);
    expect(report.summary.size).toBe(2);
  });

  test.each([
    ["an empty line", utf8("\n"), "PARSE"],
    ["a byte order mark", joinBytes([Uint8Array.of(0xef, 0xbb, 0xbf), first, utf8("\n")]), "PARSE"],
    ["CR and LF", joinBytes([first, utf8("\r\n")]), "NOT_CANONICAL"],
    ["a space in front", joinBytes([utf8(" "), first, utf8("\n")]), "NOT_CANONICAL"],
    ["what is not UTF-8", Uint8Array.of(0xff, 0x0a), "PARSE"],
    ["a line that never ends", new Uint8Array(100_000).fill(0x20), "PARSE"],
    ["a line that is too long", joinBytes([new Uint8Array(20_000).fill(0x20), utf8("\n")]), "PARSE"],
    ["another version", utf8((fromUtf8(first) as string).replace('"v":1', '"v":2')), "UNKNOWN_VERSION"],
    ["half a record", first.subarray(0, 100), "PARSE"],
  ])("%s", async (_, bytes, verdict) => {
    for (const lines of [
      [bytes],
      Array.from({ length: Math.ceil(bytes.length / 999) }, (_, i) => bytes.subarray(999 * i, 999 * (i + 1))),
    ]) {
      const report = await verify({ lines }, { hasher, ...options });
      expect(report.verdict).toBe(verdict);
      expect(report.faults[0]?.place).toEqual({ in: "record", seq: 0, offset: 0, line: 1 });
    }
  });

  test("the last line may lack its line feed; two of them are an empty line", async () => {
    expect((await checkBytes(session.lines.subarray(0, -1), options)).verdict).toBe("OK");
    expect((await checkBytes(joinBytes([session.lines, utf8("\n")]), options)).verdict).toBe("PARSE");
  });

  test("a log that begins with anything but the opening", async () => {
    const [, second] = new TestSession(hasher).records as [Uint8Array, Uint8Array];
    const moved = (fromUtf8(second) as string)
      .replace(/"prev":"[0-9a-f]+"/, `"prev":"${"0".repeat(64)}"`)
      .replace('"seq":1', '"seq":0');
    expect((await checkBytes(utf8(moved), options)).verdict).toBe("PARSE");
  });

  test("records behind the one that closes", async () => {
    const longer = new TestSession(hasher);
    longer.append(calls(1)[0] as never);
    const report = await check(longer.records, {
      checkpoints: [await longer.receipt()],
      keys: [cosignerKey],
    });
    expect(report).toMatchObject({ verdict: "AFTER_CLOSE", faults: [{ place: { seq: 8 } }] });
  });
});
