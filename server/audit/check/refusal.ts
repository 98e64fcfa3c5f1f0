import "server-only";
import { AegisError } from "@/lib/errors";
import { logError } from "../../log";
import type { Finding } from "./walk";

/** What is refused: the log of a workspace, or one session in it. */
export interface Place {
  readonly workspaceId: string;
  readonly sid?: string;
}

/** The one line by which whoever runs the server learns of it. */
export function announce({ workspaceId, sid }: Place, { code, seq, why }: Finding): void {
  logError("audit.refused", why, { workspaceId, session: sid ?? null, seq: seq ?? null, code });
}

/** What a browser is told: the code and the record, and not what was found in somebody's database. */
export function refusal({ sid }: Partial<Place>, { code, seq, why }: Finding): AegisError {
  const details = {
    verdict: code,
    ...(sid === undefined ? {} : { sid }),
    ...(seq === undefined ? {} : { seq }),
  };
  return new AegisError("LOG_REFUSED", { message: why, details });
}
