import { describe, expect, it } from "vitest";
import type { Entry } from "../../audit/record";
import { MemoryFiles } from "../files/memory";
import { Checkpoints } from "./checkpoints";
import { memoryStore } from "./memory-store";

function checkpointsOf(files: MemoryFiles, most: number) {
  const entries: Entry[] = [];
  let random = 0;
  const checkpoints = new Checkpoints({
    store: memoryStore(files),
    mediator: {
      note: (entry) => entries.push(entry) - 1,
      body: (bytes) => ({ bytes: bytes.length, sha256: "0".repeat(64) }),
    },
    most,
    now: () => entries.length,
    random: (bytes) => new DataView(bytes.buffer).setUint32(0, random++),
  });
  return { checkpoints, entries };
}
function memory(): MemoryFiles {
  const files = new MemoryFiles({ clock: () => 0n });
  files.mount("/w", {});
  return files;
}
const write = (files: MemoryFiles, text: string) =>
  files.writeFile(files.locate("/w/a", { walk: "follow" }), new TextEncoder().encode(text));
const read = (files: MemoryFiles) =>
  new TextDecoder().decode(files.readFile(files.locate("/w/a", { walk: "follow" })));

describe("checkpoints", () => {
  it("can be gone back to again and again, and take those after them along", () => {
    const files = memory();
    const { checkpoints, entries } = checkpointsOf(files, 10);
    write(files, "one");
    const one = checkpoints.take("user");
    write(files, "two");
    const two = checkpoints.take("interval");
    write(files, "three");
    expect(checkpoints.rollback(two.id, "user")).toEqual({ ...two, by: "user", failed: 0 });
    expect(read(files)).toBe("two");
    checkpoints.rollback(one.id, "user");
    expect(read(files)).toBe("one");
    expect(checkpoints.list()).toEqual([one]);
    expect(checkpoints.rollback(two.id, "user")).toBeUndefined();
    expect(entries.map(({ type }) => type)).toEqual([
      "snapshot.take",
      "snapshot.take",
      "snapshot.restore",
      "snapshot.restore",
    ]);
  });

  it("are bounded: of ten thousand the youngest are left, and what was before a record is found", () => {
    const files = memory();
    const { checkpoints } = checkpointsOf(files, 3);
    for (let i = 0; i < 10_000; i++) {
      write(files, `${i}`);
      checkpoints.take("before_risk");
    }
    expect(checkpoints.list().map(({ seq }) => seq)).toEqual([9997, 9998, 9999]);
    expect(checkpoints.before(9999)?.seq).toBe(9998);
    expect(checkpoints.before(5)?.seq).toBe(9997);
    checkpoints.rollback(checkpoints.list()[0]?.id ?? "", "user");
    expect(read(files)).toBe("9997");
    expect([checkpoints.dropOldest(), checkpoints.list().length]).toEqual([false, 1]);
  });
});
