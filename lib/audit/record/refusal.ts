/** How writing ends early: with a value that its field does not take, or with more than a record may have. */
import { AuditFault } from "../bytes/fault";
import { MAX_RECORD_BYTES } from "./limits";

/** It does not leave this folder: `writeRecord` knows of which type the record was to be, and says that. */
export class Refusal extends Error {}

export function refuse(): never {
  throw new Refusal("The value is not one that its field takes.");
}

export function tooLarge(): never {
  throw new AuditFault("TOO_LARGE", `The record is larger than the ${MAX_RECORD_BYTES} bytes of one.`);
}
