/**
 * Whether the keys that the server tells are those that this browser knows from earlier visits. Where they are not, the
 * earlier ones judge: whoever took over the server must not be believed because he says so.
 */
import { fromBase64 } from "@/lib/audit/bytes";
import { formatVkey, makeVerifierKey, SIGNATURE_TYPE, type SignatureType } from "@/lib/audit/note";
import { checkPins, type Pins } from "@/lib/audit/sync/pins";
import type { SessionData } from "./session-data";

export type Pinned =
  /** This browser has pinned nothing of this server: it was not here before, or has recorded nothing. */
  | { readonly kind: "none" }
  | { readonly kind: "same" }
  | { readonly kind: "changed"; readonly why: string; readonly keys: readonly string[] };

export function comparePins(
  pins: Pins | undefined,
  { told, workspaceId }: Pick<SessionData, "told" | "workspaceId">,
): Pinned {
  if (pins === undefined) return { kind: "none" };
  const { cosigner, log } = told.keys;
  const check = checkPins(
    pins,
    { host: told.host, keys: { cosigner: [...cosigner], log: [...log] } },
    workspaceId,
  );
  return check.ok ? { kind: "same" } : { kind: "changed", why: check.why, keys: keysOf(pins, workspaceId) };
}

function keysOf({ host, cosigner, log }: Pins, workspaceId: string): string[] {
  return [
    ...vkeys(`${host}/cosigner`, SIGNATURE_TYPE.cosignature, cosigner),
    ...vkeys(`${host}/w/${workspaceId}`, SIGNATURE_TYPE.ed25519, log),
  ];
}

function vkeys(name: string, type: SignatureType, keys: readonly string[]): string[] {
  return keys.flatMap((key) => {
    const bytes = fromBase64(key);
    return bytes === undefined ? [] : [formatVkey(makeVerifierKey(name, type, bytes))];
  });
}
