import { describe, expect, it } from "vitest";
import { fromUtf8 } from "@/lib/audit/bytes";
import type { Report } from "@/lib/audit/verify";
import { TestSession } from "@/lib/audit/verify/testing/session";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { covering, saidStates, verifiedStates } from "./integrity";

const words = (states: ReturnType<typeof saidStates>) =>
  states.map(({ standing, word }) => `${standing}: ${word}`);

function report(
  states: Partial<Report["states"]>,
  size = 2_000,
): Pick<Report, "states" | "summary" | "faults"> {
  const summary = { size, bytes: 0, root: "", counts: {}, isClosed: true };
  return { summary, faults: [], states: { recorded: { size }, ...states } };
}
const by = [{ name: "audit.example/cosigner", keyId: "00000000", time: 1_767_225_600 }];

describe("what the server says", () => {
  it("is marked as said, with the size of the workspace's log out of the proof", async () => {
    const session = new TestSession(nodeHasher());
    const proof = fromUtf8(await session.proof()) as string;
    const states = saidStates({ size: 8, receipt: { size: 8, time: 7, proof }, checking: null });
    expect(words(states)).toEqual([
      "said: recorded 8",
      "said: countersigned",
      "said: anchored, workspace size 4",
      "absent: not witnessed",
    ]);
  });
  it("is not that there is nothing, while the server has not looked at all of it", () => {
    const states = saidStates({ size: 9, receipt: null, checking: { looked: 1, of: 9 } });
    expect(words(states)).toEqual([
      "said: recorded 9",
      "pending: countersigned?",
      "pending: anchored?",
      "pending: witnessed?",
    ]);
    expect(covering(states, 3).map(({ name }) => name)).toEqual(["recorded"]);
  });
  it("is nothing where there is no receipt or no proof that can be read", () => {
    expect(words(saidStates({ size: 1, receipt: null, checking: null })).slice(1)).toEqual([
      "absent: not countersigned",
      "absent: not anchored",
      "absent: not witnessed",
    ]);
    const states = saidStates({ size: 2, receipt: { size: 1, time: 7, proof: "nonsense" }, checking: null });
    expect(states[1]).toMatchObject({ detail: "the first 1 of 2 records", time: 7 });
    expect(states[2]?.standing).toBe("absent");
  });
});

describe("what was verified", () => {
  it("tells how far each reaches, and when", () => {
    const states = verifiedStates(
      report({
        countersigned: { size: 2_000, by },
        anchored: { size: 1_500, origin: "o", index: 3, treeSize: 4_000, by: [] },
        witnessed: { size: 1_500, k: 2, n: 3, by: [] },
      }),
    );
    expect(words(states)).toEqual([
      "verified: recorded 2,000",
      "verified: countersigned",
      "verified: anchored, workspace size 4,000",
      "verified: witnessed 2 of 3",
    ]);
    expect(states[1]).toMatchObject({ time: 1_767_225_600 });
    expect(states[1]).not.toHaveProperty("detail");
    expect(states[2]).toMatchObject({ detail: "the first 1,500 of 2,000 records" });
    expect(covering(states, 1_499).map(({ name }) => name)).toEqual([
      "recorded",
      "countersigned",
      "anchored",
      "witnessed",
    ]);
    expect(covering(states, 1_500).map(({ name }) => name)).toEqual(["recorded", "countersigned"]);
  });
  it("says where the records end that are in order", () => {
    const fault = { code: "GAP", why: "x", place: { in: "record", seq: 7, offset: 0, line: 8 } } as const;
    const [recorded] = verifiedStates({ ...report({}, 7), faults: [fault] });
    expect(recorded).toMatchObject({ standing: "broken", word: "broken after 7 records" });
  });
  it("never calls none of n witnessed", () => {
    const states = verifiedStates(report({ witnessed: { size: 2_000, k: 0, n: 3, by: [] } }));
    expect(words(states).slice(1)).toEqual([
      "absent: not countersigned",
      "absent: not anchored",
      "absent: not witnessed",
    ]);
  });
});
