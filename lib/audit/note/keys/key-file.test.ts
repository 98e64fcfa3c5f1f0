import { createPrivateKey, createPublicKey } from "node:crypto";
import { expect, test } from "vitest";
import { AuditFault } from "../../bytes";
import { openNote, signNote } from "../signed-note";
import { noteSigner, verifierOf } from "../signing";
import { parseVkey } from "../vkey";
import { generateSessionKey, keyOfSeed } from "./ed25519";
import { formatPrivateKey, fromPkcs8, parsePrivateKey, toPkcs8 } from "./key-file";

const key = keyOfSeed(new Uint8Array(32).fill(9));
const text = formatPrivateKey("example.com/log", 1, key);

test("a private key is read as it was written, by both types", () => {
  for (const type of [1, 4] as const) {
    const read = parsePrivateKey(formatPrivateKey("example.com/log", type, key));
    expect(read).toMatchObject({ ok: true, value: { name: "example.com/log", type, key } });
  }
});

test("the key of the documentation of Go's note package is read, and signs what its vkey opens", async () => {
  const read = parsePrivateKey(
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
  );
  const vkey = parseVkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  if (!read.ok || !vkey.ok) throw new Error("A key of the documentation is not read.");
  const body =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const note = await signNote(body, [noteSigner(read.value.name, read.value.key)]);
  expect(note).toBe(
    `${body}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`,
  );
  expect((await openNote(new TextEncoder().encode(note), [verifierOf(vkey.value)])).ok).toBe(true);
});

test("any other spelling is refused, and the refusal does not repeat the key", () => {
  const secret = text.slice(-44);
  const wrong = [
    "",
    text.slice(1),
    `${text}\n`,
    text.toLowerCase(),
    text.slice(0, -1),
    text.replace("log", "log2"),
    text.replace("log", "l g"),
    text.replace(secret, secret.replace(/^../, "Ag")),
    text.replace("KEY+", "KEY"),
    `${text}${"A".repeat(1100)}`,
    text.replace("PRIVATE+KEY+", ""),
  ];
  for (const one of wrong) {
    const read = parsePrivateKey(one);
    expect(read.ok, one.length.toString()).toBe(false);
    expect(JSON.stringify(read)).not.toContain(secret.slice(8, 30));
  }
});

test("PKCS #8 is the one that other programs write and read", () => {
  const theirs = createPrivateKey({ key: Buffer.from(toPkcs8(key)), format: "der", type: "pkcs8" });
  expect(theirs.asymmetricKeyType).toBe("ed25519");
  const spki = createPublicKey(theirs).export({ format: "der", type: "spki" });
  expect(new Uint8Array(spki.subarray(-32))).toEqual(key.publicKey);
  const bytes = new Uint8Array(theirs.export({ format: "der", type: "pkcs8" }));
  expect(fromPkcs8(bytes)).toEqual({ ok: true, value: key });
  for (const bad of [
    bytes.slice(1),
    bytes.slice(0, -1),
    Uint8Array.of(...bytes, 0),
    bytes.with(8, 0),
    new Uint8Array(0),
  ]) {
    expect(fromPkcs8(bad).ok).toBe(false);
  }
});

test("what cannot be read is not written", async () => {
  const session = await generateSessionKey();
  expect(() => formatPrivateKey("a", 1, session)).toThrow(AuditFault);
  expect(() => formatPrivateKey("a b", 1, key)).toThrow(AuditFault);
});
