/** The table of every call on every kind of thing, over a real folder; and again with folders held as on systems without /proc. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Call } from "../../files/testing/call";
import { FilesCaller } from "../../files/testing/files-caller";
import { CALLS, GIVEN, PATHS, PRIVATE } from "../../files/testing/matrix";
import { OUTCOMES } from "../../files/testing/matrix-table";
import { DiskFiles } from "./disk-files";
import { removeAll } from "./testing/ordinary-user";

const MOUNT = "/workspace";
const below = (call: Call): Call =>
  call.map((part) =>
    typeof part === "string" && part.startsWith("/") ? MOUNT + part : part,
  ) as unknown as Call;

/** Root may do what modes forbid. */
const isBound = process.getuid?.() !== 0;
const rows = OUTCOMES.filter(([, path]) => isBound || !PRIVATE.includes(path));

function outcome(call: Call, isExact: boolean): string {
  const root = mkdtempSync(join(tmpdir(), "aegis-disk-"));
  const caller = new FilesCaller(new DiskFiles({ root, mount: MOUNT, mayWrite: () => true, isExact }));
  try {
    for (const given of GIVEN) expect(caller.call(below(given))).toHaveProperty("value");
    const seen = caller.call(below(call));
    caller.call(["close", 0]);
    return "failure" in seen ? seen.failure.code : "ok";
  } finally {
    removeAll(root);
  }
}

describe.each(Object.keys(CALLS))("%s", (name) => {
  it.each(rows.filter(([call]) => call === name))("%s %s: %s", (_, path, expected) => {
    const call = CALLS[name]?.(PATHS[path] as string) as Call;
    expect(outcome(call, true)).toBe(expected);
    expect(outcome(call, false)).toBe(expected);
  });
});
