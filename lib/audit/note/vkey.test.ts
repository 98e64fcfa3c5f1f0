import { ED25519_TORSION_SUBGROUP, ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, test } from "vitest";
import { AuditFault, fromHex, joinBytes, toBase64 } from "../bytes";
import { testKey } from "./testing/keys";
import { formatVkey, keyIdOf, makeVerifierKey, parseVkey } from "./vkey";

const key = makeVerifierKey("example.com/log", 1, testKey(1).publicKey);
const good = formatVkey(key);
const [, keyId = "", data = ""] = good.split(/\+(.{8})\+/);

describe("vkeys", () => {
  test("are read as they were written, by both types", () => {
    expect(parseVkey(good)).toEqual({ ok: true, value: key });
    const witness = makeVerifierKey("example.com/log", 4, testKey(1).publicKey);
    expect(parseVkey(formatVkey(witness))).toEqual({ ok: true, value: witness });
    expect(witness.keyId).not.toBe(key.keyId);
  });

  test("the example of the format is read", () => {
    const text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const read = parseVkey(text);
    expect(read.ok && formatVkey(read.value)).toBe(text);
  });

  test("any other spelling is refused", () => {
    const wrong = [
      "",
      "+",
      "++",
      good.slice(1),
      `x${good}`,
      `${good} `,
      ` ${good}`,
      `${good}\n`,
      `${good}=`,
      good.slice(0, -1),
      good.replace(keyId, keyId.toUpperCase()),
      good.replace(keyId, "00000000"),
      good.replace(keyId, keyId.slice(1)),
      good.replace("example.com/log", "example.com log"),
      good.replace("example.com/log", ""),
      good.replaceAll("+", " "),
      good.replace("log", "log2"),
      `${"a".repeat(1100)}+${keyId}+${data}`,
    ];
    for (const text of wrong.filter((one) => one !== good)) expect(parseVkey(text).ok, text).toBe(false);
  });

  test("an id is not believed: it is computed from name, type and key", () => {
    const swapped = `example.com/log+${keyId}+${toBase64(joinBytes([Uint8Array.of(1), testKey(2).publicKey]))}`;
    expect(parseVkey(swapped)).toMatchObject({
      ok: false,
      why: "The id in the vkey is not the one of its key.",
    });
  });

  test("other types and lengths are refused, with the right id too", () => {
    for (const bytes of [
      Uint8Array.of(2, ...key.publicKey),
      Uint8Array.of(1, ...key.publicKey, 0),
      Uint8Array.of(1),
    ]) {
      const id = keyIdOf("a", bytes[0] as 1, bytes.slice(1));
      expect(parseVkey(`a+${id}+${toBase64(bytes)}`).ok).toBe(false);
    }
  });

  test("keys for which signatures can be made up are refused", () => {
    const bad = [
      "0100000000000000000000000000000000000000000000000000000000000000", // the identity
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", // order 8
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // the identity once more: y = p + 1
      "0200000000000000000000000000000000000000000000000000000000000000", // not on the curve
    ];
    for (const hex of bad) {
      const bytes = fromHex(hex) as Uint8Array;
      const text = `a+${keyIdOf("a", 1, bytes)}+${toBase64(Uint8Array.of(1, ...bytes))}`;
      expect(parseVkey(text), hex).toMatchObject({ why: "The key in the vkey is not one that can verify." });
      expect(() => makeVerifierKey("a", 1, bytes)).toThrow(AuditFault);
    }
    const { Point } = ed25519;
    const mixed = Point.fromBytes(key.publicKey)
      .add(Point.fromHex(ED25519_TORSION_SUBGROUP[1] as string))
      .toBytes();
    expect(() => makeVerifierKey("a", 1, mixed)).toThrow(AuditFault); // and what is read so verifies nothing
    expect(() => makeVerifierKey("a b", 1, key.publicKey)).toThrow(AuditFault);
  });
});
