import { describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "../bytes";
import { formatVkey, signNote } from "../note";
import { testLog } from "../note/testing/keys";
import { exitCode } from "./report";
import { check, cosignerKey, hasher, proof, receipt, session, workspaceKey } from "./testing/check";
import { COSIGNER, calls, TestSession } from "./testing/session";

describe("who vouches for the session's key", () => {
  const own = session.ownNote();

  test("nobody, when only the log itself names it: a forger names his own", async () => {
    const forged = new TestSession(hasher, { entries: calls(1) });
    const report = await check(forged.records, {
      checkpoints: [await forged.ownNote()],
      keys: [cosignerKey],
    });
    expect(report).toMatchObject({ verdict: "UNKNOWN_KEY", vouchedBy: "nobody", covered: 0 });
  });

  test("the caller, a known cosigner, or the known log of the workspace", async () => {
    const byCaller = await check(session.records, { checkpoints: [await own], keys: [session.vkey] });
    expect(byCaller).toMatchObject({ verdict: "OK", vouchedBy: "caller" });
    expect(byCaller.states).toEqual({ recorded: { size: session.size } });
    const byCosigner = await check(session.records, { checkpoints: [receipt], keys: [cosignerKey] });
    expect(byCosigner).toMatchObject({ verdict: "OK", vouchedBy: "cosigner" });
    const byWorkspace = await check(session.records, {
      checkpoints: [await own],
      proof,
      keys: [workspaceKey],
    });
    expect(byWorkspace).toMatchObject({ verdict: "OK", vouchedBy: "workspace" });
  });

  test("not a known key of another log that signed the same text", async () => {
    const stranger = testLog("audit.example/s/0198c0de-0000-7000-8000-999999999999", 9);
    const note = utf8(await signNote(session.checkpointText(), [session.log.signer, stranger.signer]));
    const report = await check(session.records, { checkpoints: [note], keys: [formatVkey(stranger.vkey)] });
    expect(report.verdict).toBe("UNKNOWN_KEY");
  });

  test("the session must have signed too: a note with the cosignature alone is not whole", async () => {
    const note = utf8(await signNote(session.checkpointText(), [COSIGNER.signer]));
    const report = await check(session.records, { checkpoints: [note], keys: [cosignerKey] });
    expect(report.verdict).toBe("UNKNOWN_KEY");
  });

  test("a cosigner that is known must have signed for a checkpoint to count", async () => {
    const report = await check(session.records, {
      checkpoints: [await own],
      keys: [session.vkey, cosignerKey],
    });
    expect(report).toMatchObject({ verdict: "UNANCHORED_TAIL", covered: 0, vouchedBy: "caller" });
    expect(exitCode(report, { allowIncomplete: true })).toBe(3);
  });

  test("a cosignature that came apart from its note counts as if it were in it", async () => {
    const line = utf8((fromUtf8(receipt) as string).split("\n").slice(-2).join("\n"));
    const report = await check(session.records, {
      checkpoints: [await own],
      cosignatures: line,
      keys: [cosignerKey],
    });
    expect(report).toMatchObject({ verdict: "OK", states: { countersigned: { size: session.size } } });
  });
});
