import "server-only";
import { fromBase64 } from "@/lib/audit/bytes";
import { formatVkey, makeVerifierKey, SIGNATURE_TYPE } from "@/lib/audit/note";
import type { LogKeyList } from "@/lib/audit/sync/operate";
import type { ReadDb } from "../../db/database";
import { type KnownKey, knownKeys } from "./enrol";
import { cosignerName, workspaceOrigin } from "./names";

/** Every key by which logs of this workspace were ever signed here, those in use first. */
export async function listKeys(read: ReadDb, host: string, workspaceId: string): Promise<LogKeyList["keys"]> {
  const described = async (purpose: "cosigner" | "log") => {
    const [name, type] =
      purpose === "cosigner"
        ? [cosignerName(host), SIGNATURE_TYPE.cosignature]
        : [workspaceOrigin(host, workspaceId), SIGNATURE_TYPE.ed25519];
    return (await knownKeys(read, purpose)).map(({ publicKey, madeAt, retiredAt }: KnownKey) => ({
      purpose,
      vkey: formatVkey(makeVerifierKey(name, type, fromBase64(publicKey) ?? new Uint8Array(0))),
      madeAt: madeAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
    }));
  };
  return [...(await described("cosigner")), ...(await described("log"))];
}
