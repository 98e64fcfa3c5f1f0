import "server-only";
import { hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Env } from "./env";
import { entropyBits } from "./env-checks";
import { makePrivateFile, readPrivateFile } from "./private-file";
import { StartFault } from "./start-fault";

const SECRET_BYTES = 32;

/** The root secret: from the environment, else from `DATA_DIR/secret.key`, made at the first start. */
export async function loadRootSecret(env: Env): Promise<string> {
  if (env.secret !== undefined) return env.secret;
  const path = join(env.dataDir, "secret.key");
  const found = await readPrivateFile(path);
  return checked(
    path,
    found ?? (await makePrivateFile(path, randomBytes(SECRET_BYTES).toString("base64url"))),
  );
}

function checked(path: string, text: string): string {
  if (entropyBits(text) < 128) {
    throw new StartFault(
      `${path} does not hold a secret: restore it, or delete it to have a new one made (sessions end).`,
    );
  }
  return text;
}

/** Separate keys for separate purposes, so that what one of them signs means nothing to another. */
export function deriveKey(rootSecret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", rootSecret, "", `aegis/${purpose}/v1`, SECRET_BYTES));
}
