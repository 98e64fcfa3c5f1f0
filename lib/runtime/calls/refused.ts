/** A refusal as the guest meets it: the error of its platform, and beside it why, so that an agent can act on it. */
import { Refused } from "../../mediator/refusal";
import { FsError } from "../files/errors";
import type { CallError } from "./protocol";

export interface Place {
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

function why({ message, seq, decision }: Refused): Pick<CallError, "reason" | "rule" | "record"> {
  return {
    reason: message,
    ...(decision?.rule && { rule: decision.rule }),
    ...(seq !== undefined && { record: seq }),
  };
}

/** What a system call answers when it is refused: EACCES, as for a file that somebody else owns. */
export function fileRefusal(refused: Refused, { syscall, path, dest }: Place): CallError {
  return { ...fileError(new FsError("EACCES", syscall, path, dest)), ...why(refused) };
}

export function fileError({ message, errno, code, syscall, path, dest }: FsError): CallError {
  return {
    name: "Error",
    message,
    errno,
    code,
    syscall,
    ...(path !== undefined && { path }),
    ...(dest !== undefined && { dest }),
  };
}

/** What anything else answers when it is refused. */
export function refusalError(refused: Refused): CallError {
  return { name: "Error", code: "ERR_ACCESS_DENIED", message: refused.message, ...why(refused) };
}

export { Refused };
