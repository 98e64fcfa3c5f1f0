import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../../bytes";
import { writeCheckpoint } from "../checkpoint";
import { signNote } from "../signed-note";
import { testLog, testWitness } from "../testing/keys";
import { formatVkey } from "../vkey";
import { hasQuorum, meetsPolicy } from "./meets";
import { readPolicy } from "./read";

const log = testLog("example.com/log", 1);
const witnesses = [2, 3, 4].map((n) => testWitness(`w${n}.example`, n, n * 100));
const text = writeCheckpoint({ origin: "example.com/log", size: 3, root: new Uint8Array(32) });

function policyOf(rule: string, logs = `log ${formatVkey(log.vkey)}\n`) {
  const lines = witnesses.map(({ vkey }, i) => `witness w${i} ${formatVkey(vkey)}\n`).join("");
  const read = readPolicy(utf8(`${logs}${lines}${rule}`));
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

const noteBy = async (...which: number[]) =>
  utf8(
    await signNote(text, [log.signer, ...which.map((i) => (witnesses[i] as (typeof witnesses)[0]).signer)]),
  );
const twoOfThree = policyOf("group g 2 w0 w1 w2\nquorum g\n");

describe("two of three witnesses", () => {
  test("any two are enough, and are named", async () => {
    for (const pair of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      expect(await meetsPolicy(twoOfThree, await noteBy(...pair))).toMatchObject({
        ok: true,
        value: { checkpoint: { size: 3 }, witnesses: [...pair].sort().map((i) => `w${i}`), known: 3 },
      });
    }
  });

  test("one is not, nor one twice, nor one and a stranger", async () => {
    const stranger = testWitness("w9.example", 9);
    const same = testWitness("w3.example", 9); // the name of a witness of the policy, with another key
    const notes = [await noteBy(), await noteBy(1), await noteBy(1, 1)];
    for (const { signer } of [stranger, same]) {
      notes.push(
        utf8(await signNote(text, [log.signer, (witnesses[0] as (typeof witnesses)[0]).signer, signer])),
      );
    }
    for (const note of notes)
      expect(await meetsPolicy(twoOfThree, note)).toMatchObject({ ok: false, fault: "QUORUM" });
  });

  test("not without the log", async () => {
    const note = utf8(
      await signNote(
        text,
        witnesses.map(({ signer }) => signer),
      ),
    );
    expect(await meetsPolicy(twoOfThree, note)).toMatchObject({ ok: false, fault: "UNKNOWN_KEY" });
    const other = testLog("example.com/other", 7);
    const moved = utf8(await signNote(text, [other.signer, ...witnesses.map(({ signer }) => signer)]));
    expect((await meetsPolicy(twoOfThree, moved)).ok).toBe(false);
    expect(await meetsPolicy(twoOfThree, moved, [other.vkey])).toMatchObject({ fault: "WRONG_ORIGIN" });
  });

  test("not with a third that is bad", async () => {
    const note = new TextDecoder().decode(await noteBy(0, 1, 2));
    const at = note.lastIndexOf(" ") + 40;
    const bad = note.slice(0, at) + (note[at] === "A" ? "B" : "A") + note.slice(at + 1);
    expect(await meetsPolicy(twoOfThree, utf8(bad))).toMatchObject({ ok: false, fault: "BAD_SIGNATURE" });
  });
});

test("a log that is known from elsewhere is given, also when the policy names it", async () => {
  const without = policyOf("quorum none\n", "");
  expect((await meetsPolicy(without, await noteBy())).ok).toBe(false);
  expect((await meetsPolicy(without, await noteBy(), [log.vkey])).ok).toBe(true);
  expect((await meetsPolicy(twoOfThree, await noteBy(0, 1), [log.vkey])).ok).toBe(true);
});

test("a quorum of none is met by nobody, and says so", async () => {
  expect(await meetsPolicy(policyOf("quorum none\n"), await noteBy())).toMatchObject({
    ok: true,
    value: { witnesses: [], known: 3 },
  });
});

test("one witness as the quorum is that witness", async () => {
  const policy = policyOf("quorum w1\n");
  expect((await meetsPolicy(policy, await noteBy(1))).ok).toBe(true);
  expect((await meetsPolicy(policy, await noteBy(0, 2))).ok).toBe(false);
});

test("groups of groups count as they are defined", () => {
  const members = ["a", "b", "c", "d", "e"];
  const groups = [
    { name: "X", needed: 2, members: ["a", "b", "c"] },
    { name: "Y", needed: 1, members: ["d", "e"] },
    { name: "Z", needed: 2, members: ["X", "Y"] },
  ];
  fc.assert(
    fc.property(fc.subarray(members), (present) => {
      const count = (of: string[]) => of.filter((name) => present.includes(name)).length;
      const expected = count(["a", "b", "c"]) >= 2 && count(["d", "e"]) >= 1;
      expect(hasQuorum({ logs: [], witnesses: [], groups, quorum: "Z" }, present)).toBe(expected);
    }),
  );
});
