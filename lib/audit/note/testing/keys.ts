/** Keys for tests: made from numbers, so that every run signs the same bytes. */
import { keyOfSeed, type SigningKey } from "../keys";
import { cosigner, noteSigner, verifierOf } from "../signing";

export function testKey(number: number): SigningKey {
  return keyOfSeed(new Uint8Array(32).fill(number));
}

export function testLog(name: string, number = 1) {
  const signer = noteSigner(name, testKey(number));
  return { signer, verifier: verifierOf(signer.vkey), vkey: signer.vkey };
}

export function testWitness(name: string, number: number, time = 1_700_000_000) {
  const signer = cosigner(name, testKey(number), () => time);
  return { signer, verifier: verifierOf(signer.vkey), vkey: signer.vkey };
}
