import type { ServerKeys } from "@/components/verify/keys";
import { toBase64 } from "@/lib/audit/bytes";
import { parseVkey } from "@/lib/audit/note";
import { instance } from "@/server/instance";

/** The log of no workspace: the keys are the same under the name of each. */
const ANY = "any";

/** The public keys of this server, for everybody; null while the database does not answer. */
export async function readServerKeys(): Promise<ServerKeys | null> {
  try {
    const { host, cosigners, workspaceVkeys } = await (await instance()).log();
    const log = workspaceVkeys(ANY).flatMap((vkey) => {
      const read = parseVkey(vkey);
      return read.ok ? [toBase64(read.value.publicKey)] : [];
    });
    return { host, cosigner: cosigners, log };
  } catch {
    return null; // the page works with keys that the reader knows
  }
}
