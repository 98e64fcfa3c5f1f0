import { describe, expect, test } from "vitest";
import { AuditFault, utf8 } from "../bytes";
import { formatVkey, openNote, signNote } from "../note";
import { testLog, testWitness } from "../note/testing/keys";
import { isIndependent, Keyring } from "./keyring";
import { POLICY, WITNESSES } from "./testing/session";

const ORIGIN = "audit.example/s/one";
const log = testLog(ORIGIN, 1);
const other = testLog("audit.example/s/two", 2);
const late = testWitness("audit.example/cosigner", 3, 200);
const early = testWitness("audit.example/cosigner", 3, 100);
const text = `${ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`;

async function verified(keyring: Keyring, ...signers: { signer: Parameters<typeof signNote>[1][0] }[]) {
  const note = utf8(
    await signNote(
      text,
      signers.map(({ signer }) => signer),
    ),
  );
  const opened = await openNote(note, keyring.verifiers);
  if (!opened.ok) throw new Error(opened.why);
  return opened.value.verified;
}

describe("a ring of keys", () => {
  test("a key speaks for the log of its name only, and the one that the log names is not known", async () => {
    const keyring = new Keyring({ keys: [formatVkey(other.vkey)] });
    keyring.addNamed(formatVkey(log.vkey));
    expect(keyring.logSignature(await verified(keyring, log, other), ORIGIN)).toBe("named");
    expect(keyring.logSignature(await verified(keyring, other), ORIGIN)).toBe("none");
    const knowing = new Keyring({ keys: [formatVkey(log.vkey)] });
    knowing.addNamed(formatVkey(log.vkey));
    expect(knowing.logSignature(await verified(knowing, log), ORIGIN)).toBe("known");
  });

  test("the log cannot name a cosigner, and what it names must be a key", () => {
    const keyring = new Keyring({});
    keyring.addNamed(formatVkey(late.vkey));
    keyring.addNamed("nonsense");
    expect(keyring.verifiers).toEqual([]);
  });

  test("a cosigner counts once, with its latest time", async () => {
    const keyring = new Keyring({ keys: [formatVkey(late.vkey)] });
    const cosigned = keyring.cosignedBy(await verified(keyring, early, late, early));
    expect(cosigned).toEqual([{ name: "audit.example/cosigner", keyId: late.vkey.keyId, time: 200 }]);
    expect(keyring.hasDemandedCosigner(cosigned)).toBe(true);
    expect(keyring.hasDemandedCosigner([])).toBe(false);
  });

  test("witnesses of the policy are asked for by its quorum alone", () => {
    const keyring = new Keyring({ policy: POLICY });
    const seen = WITNESSES.map(({ vkey: { name, keyId } }) => ({ name, keyId, time: 1 }));
    expect(keyring.hasDemandedCosigner([])).toBe(true);
    expect([0, 1, 2, 3].map((count) => keyring.isPolicyMet(seen.slice(0, count)))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(new Keyring({}).isPolicyMet(seen)).toBeUndefined();
    expect(keyring.independentOf("w4.example")).toHaveLength(2);
  });

  test("what cannot be read is not left out", () => {
    expect(() => new Keyring({ keys: [formatVkey(log.vkey), ""] })).toThrow(AuditFault);
    expect(() => new Keyring({ policy: utf8("quorum nobody\n") })).toThrow(AuditFault);
  });

  test("who is independent of a host", () => {
    expect(isIndependent("audit.example", "audit.example")).toBe(false);
    expect(isIndependent("audit.example/cosigner", "audit.example")).toBe(false);
    expect(isIndependent("audit.example.org/witness", "audit.example")).toBe(true);
  });
});
