/**
 * Verifies the log of one session: the records against each other, and then against what was signed for them.
 *
 * Guarantees: answers OK only when every record is in its place, and a checkpoint covers all of them that is signed by
 * the session and vouched for by a key that the caller knows. Any bytes are answered with a report, in one pass over
 * the records and in memory that does not grow with them. It does not say that what was recorded is true.
 */
import { toHex } from "../bytes";
import { VERDICTS } from "../verdicts";
import { readEvidence } from "./evidence";
import { judge } from "./judge";
import { Keyring } from "./keyring";
import type { Source, VerifyOptions } from "./options";
import { readSource } from "./read-source";
import { RecordChecker } from "./records";
import type { Report, Verdict } from "./report";
import { warningsOf } from "./warnings";

const NO_CHECKPOINT =
  "The records follow each other, but there is no checkpoint: nobody can say whether they are those that were recorded, or whether more followed.";

export async function verify(source: Source, options: VerifyOptions): Promise<Report> {
  const { hasher, remembered } = options;
  const keyring = new Keyring(options);
  const claims = readEvidence(options);
  const sizes = claims.checkpoints.map(({ checkpoint }) => checkpoint.size);
  const seen = remembered?.session ? [remembered.session.size] : [];
  const records = new RecordChecker(hasher, [...sizes, ...seen], options.sid);
  await readSource(source, records, options);
  if (records.vkey !== undefined) keyring.addNamed(records.vkey);
  const judgement = await judge({ hasher, claims, keyring, records, remembered });
  const faults = records.fault ? [records.fault, ...judgement.faults] : judgement.faults;
  const [first] = faults;
  const verdict: Verdict = first ? first.code : claims.isAnyGiven ? "OK" : "unknown";
  const why = first ? first.why : verdict === "OK" ? VERDICTS.OK : NO_CHECKPOINT;
  const { states, covered, vouchedBy, isPolicyMet } = judgement;
  return {
    verdict,
    why,
    faults,
    warnings: warningsOf(records, judgement),
    summary: { ...records.summary(), root: toHex(records.root()) },
    states,
    covered,
    vouchedBy,
    ...(isPolicyMet === undefined ? {} : { isPolicyMet }),
  };
}
