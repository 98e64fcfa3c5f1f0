/** One session of which everything is known, and short ways to verify it, or something that was made of it. */
import { loadWasmHasher } from "../../hash";
import { formatVkey } from "../../note";
import type { VerifyOptions } from "../options";
import type { Report } from "../report";
import { verify } from "../verify";
import { COSIGNER, linesOf, TestSession, WITNESSES, WORKSPACE } from "./session";

export const hasher = await loadWasmHasher();
export const session = new TestSession(hasher);
export const receipt = await session.receipt();
/** As many as the policy of the tests demands. */
export const enoughWitnesses = WITNESSES.slice(0, 2);
export const proof = await session.proof(session.size, enoughWitnesses);
export const cosignerKey = formatVkey(COSIGNER.vkey);
export const workspaceKey = formatVkey(WORKSPACE.vkey);

export function check(records: readonly Uint8Array[], options: Partial<VerifyOptions> = {}): Promise<Report> {
  return checkBytes(linesOf(records), options);
}

export function checkBytes(lines: Uint8Array, options: Partial<VerifyOptions> = {}): Promise<Report> {
  return verify({ lines: [lines] }, { hasher, ...options });
}

export function warningCodes({ warnings }: Report): string[] {
  return warnings.map(({ code }) => code);
}
