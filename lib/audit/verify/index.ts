/** Verifies a log: `verify(source, options): Promise<Report>`. */
export type {
  Evidence,
  Knowledge,
  Pieces,
  Progress,
  RememberedWorkspace,
  Source,
  VerifyOptions,
} from "./options";
export {
  exitCode,
  type Fault,
  type Place,
  type Report,
  type SignedBy,
  type States,
  type Summary,
  type Verdict,
  type VouchedBy,
  type Warning,
} from "./report";
export { verify } from "./verify";
