import { describe, expect, it } from "vitest";
import { loadWasmHasher } from "../../../../audit/hash";
import type { RecordedRun } from "../../../driver";
import { CellFault } from "./fault";
import { PageTape } from "./page-tape";

const hasher = await loadWasmHasher();
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array) => new TextDecoder().decode(value);
const RECORDS = ["one", "two", "three"].map(bytes);

async function* read(records: readonly Uint8Array[] = RECORDS) {
  for (const record of records) yield [record];
}
function kept(run: RecordedRun) {
  if (run.kind !== "kept") throw new Error(run.why);
  return { ...run, tape: text(run.tape), lines: text(run.lines) };
}

describe("the recording of a page", () => {
  it("is bound to the records of its run, and to no later one", async () => {
    const tape = new PageTape(1000);
    tape.take(bytes("header\nst"));
    tape.take(bytes("ep\n"));
    tape.end("whole");
    tape.endsAt(2);
    tape.endsAt(3);
    const run = kept(await tape.recorded(read(), hasher));
    const head = hasher.leafHex(bytes("two"));
    expect(run).toEqual({
      kind: "kept",
      isWhole: true,
      tape: `header\nstep\n${JSON.stringify({ end: { records: 2, head } })}\n`,
      lines: "one\ntwo\n",
    });
  });

  it("ends without that where its run was taken away, or something came that is not in it", async () => {
    for (const came of ["cut", undefined] as const) {
      const tape = new PageTape(1000);
      tape.take(bytes("header\n"));
      if (came) tape.end(came);
      tape.endsAt(3);
      expect(kept(await tape.recorded(read(), hasher))).toMatchObject({ isWhole: false, tape: "header\n" });
    }
  });

  it("is let go of where it becomes too large, by itself or with its records", async () => {
    const why = "There is no recording of this run: it grew beyond 1 MiB.";
    const most = 1024 * 1024;
    const full = new PageTape(most);
    full.take(bytes("header\n"));
    full.end("full");
    full.endsAt(1);
    const large = new PageTape(most);
    large.take(new Uint8Array(most));
    large.take(new Uint8Array(1));
    large.endsAt(1);
    const together = new PageTape(most);
    together.take(new Uint8Array(most - 5));
    together.endsAt(3);
    for (const tape of [full, large, together])
      expect(await tape.recorded(read(), hasher)).toEqual({ kind: "let-go", why });
  });

  it("is none of what never ran, and of what did not begin with an agent", async () => {
    expect(await new PageTape(100).recorded(read(), hasher)).toMatchObject({ kind: "let-go" });
    const other = new PageTape(100);
    other.end("cut");
    other.endsAt(3);
    expect(await other.recorded(read(), hasher)).toEqual({
      kind: "let-go",
      why: "There is no recording of this run: it began with something else than an agent.",
    });
  });

  it("goes on for nobody once it has ended", () => {
    const tape = new PageTape(100);
    tape.end("whole");
    expect(() => tape.take(bytes("more"))).toThrow(CellFault);
    expect(() => tape.end("whole")).toThrow(CellFault);
  });
});
