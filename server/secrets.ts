import "server-only";
import { hkdfSync, randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "./env";
import { entropyBits } from "./env-checks";
import { StartFault } from "./start-fault";

const SECRET_BYTES = 32;
const MODE_OWNER_ONLY = 0o600;

/**
 * The root secret: from the environment, else from `DATA_DIR/secret.key`, made at the first start.
 *
 * The file is written whole under another name, flushed, and then linked to its name, which fails when the name
 * exists: a process killed in between leaves no half secret, and of two first starts exactly one wins.
 */
export async function loadRootSecret(env: Env): Promise<string> {
  if (env.secret !== undefined) return env.secret;
  const path = join(env.dataDir, "secret.key");
  return (await readSecretFile(path)) ?? (await makeSecretFile(path));
}

async function makeSecretFile(path: string): Promise<string> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  // The bundler must not follow this path: it would take the whole checkout along.
  const file = await open(/*turbopackIgnore: true*/ draft, "wx", MODE_OWNER_ONLY);
  try {
    await file.writeFile(`${randomBytes(SECRET_BYTES).toString("base64url")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const secret = await readSecretFile(path);
  if (secret === undefined) throw new StartFault(`${path} vanished while it was being made: start again.`);
  return secret;
}

async function readSecretFile(path: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw new StartFault(`${path} cannot be read (${codeOf(error)}): give this user the right to read it.`);
  }
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

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}
