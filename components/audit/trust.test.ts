import { describe, expect, it } from "vitest";
import { formatVkey, readPolicy } from "@/lib/audit/note";
import { verify } from "@/lib/audit/verify";
import { COSIGNER, TestSession, WITNESSES, WORKSPACE } from "@/lib/audit/verify/testing/session";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { knowledgeOf } from "./trust";

const hasher = nodeHasher();
const session = new TestSession(hasher);
const keys = { log: [formatVkey(WORKSPACE.vkey)], cosigner: [formatVkey(COSIGNER.vkey)] };
const witnesses = WITNESSES.map(({ vkey }) => ({ vkey: formatVkey(vkey) }));

async function statesBy(quorum: number, signing: number) {
  const report = await verify(
    { lines: [session.lines] },
    {
      hasher,
      checkpoints: [await session.receipt()],
      proof: await session.proof(undefined, WITNESSES.slice(0, signing)),
      ...knowledgeOf({ keys, witnesses, quorum }, session.sid),
    },
  );
  return { verdict: report.verdict, witnessed: report.states.witnessed };
}

describe("knowledgeOf", () => {
  it("asks for no witnesses where there are none", () => {
    expect(knowledgeOf({ keys, witnesses: [], quorum: 0 }, session.sid)).toEqual({
      keys: [...keys.cosigner, ...keys.log],
      sid: session.sid,
    });
  });
  it("counts them where they are, and demands the quorum", async () => {
    expect(await statesBy(2, 2)).toMatchObject({ verdict: "OK", witnessed: { k: 2, n: 3 } });
    expect(await statesBy(0, 1)).toMatchObject({ verdict: "OK", witnessed: { k: 1, n: 3 } });
    expect((await statesBy(2, 1)).verdict).not.toBe("OK");
  });
  it("leaves out keys that cannot be read", () => {
    const { policy } = knowledgeOf(
      { keys, witnesses: [...witnesses, { vkey: "nonsense" }], quorum: 1 },
      session.sid,
    );
    const read = readPolicy(policy as Uint8Array);
    expect(read).toMatchObject({ ok: true, value: { witnesses: { length: 3 }, quorum: "enough" } });
  });
});
