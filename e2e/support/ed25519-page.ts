/** What runs in the page of ed25519.spec.ts: odd signatures, judged by the platform and in JavaScript. */
import { ed25519Verifier, generateSessionKey, signEd25519 } from "@/lib/audit/note/keys";
import { platformEd25519 } from "@/lib/audit/note/keys/web-crypto";
import { ODD_MESSAGE, oddSignatures } from "@/lib/audit/note/testing/odd-signatures";

async function verdicts(): Promise<{ platform: boolean[]; script: boolean[]; isProbed: boolean }> {
  const platform: boolean[] = [];
  const script: boolean[] = [];
  for (const { publicKey, signature } of oddSignatures()) {
    platform.push(await ed25519Verifier(publicKey)(ODD_MESSAGE, signature));
    script.push(await ed25519Verifier(publicKey, async () => undefined)(ODD_MESSAGE, signature));
  }
  return { platform, script, isProbed: (await platformEd25519()) !== undefined };
}

async function newKey(): Promise<{ extractable: boolean; signs: boolean }> {
  const key = await generateSessionKey();
  const signature = await signEd25519(key, ODD_MESSAGE);
  const signs = await ed25519Verifier(key.publicKey, async () => undefined)(ODD_MESSAGE, signature);
  return { extractable: key.extractable, signs };
}

const api = { verdicts, newKey };
export type Ed25519Api = typeof api;
Object.assign(globalThis, { ed25519Api: api });
