/**
 * The one error that the audit log throws: something was to be written, or kept, that has no place in a log. Whatever
 * reads never throws, it answers with a code; so a fault is always the fault of a caller, and the caller denies.
 */
export const FAULTS = {
  NO_CANONICAL_FORM: "The value has no canonical form.",
  NOT_A_RECORD: "The record is not one that the schema of its type knows.",
  TOO_LARGE: "The record is larger than a record may be.",
  CLOSED: "The log is closed.",
  STORAGE: "The log cannot be stored.",
  BAD_TREE: "The hashes and sizes of the tree do not belong together.",
  BAD_NOTE: "The text or the signatures cannot be written as a note.",
  BAD_KEY: "The key is not one that can sign or verify here.",
} as const;
export type FaultCode = keyof typeof FAULTS;

export class AuditFault extends Error {
  override readonly name = "AuditFault";
  readonly code: FaultCode;

  /** `why` is a sentence with particulars; it must not hold the values that are recorded. */
  constructor(code: FaultCode, why: string = FAULTS[code], options: { cause?: unknown } = {}) {
    super(why, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
