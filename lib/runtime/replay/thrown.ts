/** Errors as a recording has them. What is made of them again is the same to whoever catches it in a run. */
import { CallFault } from "../calls/values";
import { FilesFault, type FilesFaultCode, FsError, isFsCode } from "../files/errors";
import type { GuestFault, Json, Outcome, Thrown } from "./tape";

const FAULTS: ReadonlySet<string> = new Set<FilesFaultCode>([
  "BAD_ARGUMENT",
  "FOREIGN",
  "STALE",
  "LEFT_HALF",
]);
const MOST_UNITS = 1000;

export function writeThrown(thrown: unknown): Thrown {
  if (typeof thrown !== "object" || thrown === null) return { name: "Error", message: "" };
  if (thrown instanceof CallFault) return { name: "Error", message: "", fault: guestFault(thrown) };
  const { name, message, code, syscall, path, dest } = thrown as Record<string, unknown>;
  const optional = { code, syscall, path, dest };
  const texts = Object.entries(optional).filter(
    (each): each is [string, string] => typeof each[1] === "string",
  );
  return { name: textOf(name, "Error"), message: textOf(message, ""), ...Object.fromEntries(texts) };
}

/** Sentences of ours, so they are short. */
function guestFault({ error: { name, message, code, reason } }: CallFault): GuestFault {
  return {
    name,
    message: message.slice(0, MOST_UNITS),
    ...(code !== undefined && { code }),
    ...(reason !== undefined && { reason: reason.slice(0, MOST_UNITS) }),
  };
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value.slice(0, MOST_UNITS) : otherwise;
}

export function madeAgain({ name, message, code, syscall, path, dest, fault }: Thrown): Error {
  if (fault) return new CallFault(fault);
  if (syscall !== undefined && isFsCode(code)) return new FsError(code, syscall, path, dest);
  if (name === "FilesFault" && code !== undefined && FAULTS.has(code))
    return new FilesFault(code as FilesFaultCode, message);
  const error = new Error(message) as Error & { code?: string };
  error.name = name;
  if (code !== undefined) error.code = code;
  return error;
}

export function outcomeOf(work: () => Json): Outcome {
  try {
    return { v: work() };
  } catch (thrown) {
    return { e: writeThrown(thrown) };
  }
}
