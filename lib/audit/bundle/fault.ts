/**
 * Why a bundle is refused. Opening one answers with a refusal; only where its content is streamed, so that a fault can
 * show half way through, is the same refusal thrown, as a BundleFault.
 */
import { AuditFault } from "../bytes";

export const BUNDLE_FAULTS = {
  NOT_A_ZIP: "This is no zip file, or its end is missing.",
  BAD_ARCHIVE: "The parts of the zip file contradict each other.",
  UNSUPPORTED: "The zip file uses a feature that a bundle never needs.",
  BAD_NAME: "A file has a name that no bundle has.",
  DUPLICATE: "A name is there twice.",
  MISSING: "A file that every bundle has is not there.",
  TOO_LARGE: "A file is larger than its kind may be.",
  BAD_CONTENT: "A file does not unpack to what the archive says of it.",
} as const;
export type BundleFaultCode = keyof typeof BUNDLE_FAULTS;

export interface Refusal {
  readonly ok: false;
  readonly fault: BundleFaultCode;
  /** A sentence with particulars. */
  readonly why: string;
}
export type Read<T> = { readonly ok: true; readonly value: T } | Refusal;

export class BundleFault extends AuditFault {
  readonly fault: BundleFaultCode;

  constructor(fault: BundleFaultCode, why: string = BUNDLE_FAULTS[fault]) {
    super("STORAGE", why);
    this.fault = fault;
  }
}

/** Runs what throws a BundleFault, and answers with it. Every other error is not about the bundle and goes on. */
export async function reading<T>(work: () => Promise<T>): Promise<Read<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof BundleFault) return { ok: false, fault: error.fault, why: error.message };
    throw error;
  }
}
