/** Puts together what the records, the signatures and the proofs say: the faults in their order, and the four states. */
import type { Hasher } from "../hash";
import { type Anchor, type AnchorResult, findAnchor } from "./anchor";
import { compareWithRecords } from "./compare";
import type { Claims } from "./evidence";
import { type JudgedCheckpoint, judgeCheckpoint } from "./judge-checkpoints";
import { idOf, isIndependent, type Keyring } from "./keyring";
import type { Knowledge } from "./options";
import type { RecordChecker } from "./records";
import type { Fault, SignedBy, States, VouchedBy } from "./report";

/**
 * Which of several faults gives the verdict: first what is not even evidence, then what contradicts something that was
 * signed, last what is only not shown. A fault further down is often a consequence of one further up.
 */
const RANK: readonly Fault["code"][] = [
  "PARSE",
  "BAD_SIGNATURE",
  "FOREIGN_SESSION",
  "FORK",
  "ROLLBACK",
  "ROOT_MISMATCH",
  "MISSING_ENTRIES",
  "UNKNOWN_KEY",
  "UNANCHORED_TAIL",
];

export interface Judgement {
  readonly faults: readonly Fault[];
  readonly states: States;
  readonly covered: number;
  readonly vouchedBy: VouchedBy;
  readonly isPolicyMet: boolean | undefined;
}

interface Case {
  readonly hasher: Hasher;
  readonly claims: Claims;
  readonly keyring: Keyring;
  readonly records: RecordChecker;
  readonly remembered: Knowledge["remembered"];
}

export async function judge(about: Case): Promise<Judgement> {
  const { claims, keyring, records, remembered } = about;
  const found = await anchorOf(about);
  const anchor = found?.ok ? found.anchor : undefined;
  const faults: Fault[] = [...claims.faults, ...(found?.ok === false ? [found.fault] : [])];
  const judged: JudgedCheckpoint[] = [];
  for (const claim of claims.checkpoints) {
    const result = await judgeCheckpoint(claim, { keyring, records, anchor });
    if (result.ok) judged.push(result.judged);
    else faults.push(result.fault);
  }
  faults.push(...compareWithRecords(judged, remembered?.session, records));
  faults.push(...unsigned(judged));
  const needsAnchor = remembered?.workspace !== undefined;
  const counting = judged.filter((one) => counts(one, keyring, anchor, needsAnchor));
  const best = largest(counting);
  const covered = best?.claim.checkpoint.size ?? 0;
  if (
    faults.length === 0 &&
    records.fault === undefined &&
    claims.isAnyGiven &&
    (covered < records.size || !best)
  )
    faults.push(tail(covered, records.size, judged));
  return {
    faults: faults.sort((a, b) => RANK.indexOf(a.code) - RANK.indexOf(b.code)),
    states: statesOf(judged, keyring, anchor, records),
    covered,
    vouchedBy: (best ?? largest(judged.filter(agrees)))?.vouchedBy ?? "nobody",
    isPolicyMet:
      keyring.policy &&
      judged.some(
        (one) => agrees(one) && one.isSigned && keyring.isPolicyMet(witnessesOf(one, keyring, anchor)),
      ),
  };
}

async function anchorOf({ hasher, keyring, claims, remembered }: Case): Promise<AnchorResult | undefined> {
  const { proof, checkpoints } = claims;
  if (!proof || !claims.isAnyGiven) return undefined;
  return findAnchor({ hasher, keyring, claim: proof, checkpoints, remembered: remembered?.workspace });
}

/** Stripped of the session's own signature, a note could still carry the cosigner's: it would not be whole. */
function unsigned(judged: readonly JudgedCheckpoint[]): Fault[] {
  return judged
    .filter((one) => agrees(one) && !one.isSigned)
    .map(({ claim: { index } }) => ({
      code: "UNKNOWN_KEY",
      why: "The checkpoint is not signed by the key of the session.",
      place: { in: "checkpoint", index },
    }));
}

function agrees(one: JudgedCheckpoint): boolean {
  return one.agrees === true;
}

/** Whether it is all that the caller demands of a checkpoint. */
function counts(
  one: JudgedCheckpoint,
  keyring: Keyring,
  anchor: Anchor | undefined,
  needsAnchor: boolean,
): boolean {
  if (!agrees(one) || !one.isSigned || (needsAnchor && !one.isAnchored)) return false;
  if (!keyring.hasDemandedCosigner(one.cosigned)) return false;
  return keyring.isPolicyMet(witnessesOf(one, keyring, anchor)) ?? true;
}

/** Who cosigned the checkpoint, or a checkpoint of the workspace that holds it: both say that they have seen it. */
function witnessesOf(one: JudgedCheckpoint, keyring: Keyring, anchor: Anchor | undefined): SignedBy[] {
  const above = one.isAnchored && anchor ? keyring.cosignedBy(anchor.verified) : [];
  const seen = new Set(one.cosigned.map(idOf));
  return [...one.cosigned, ...above.filter((by) => !seen.has(idOf(by)))];
}

function largest(judged: readonly JudgedCheckpoint[]): JudgedCheckpoint | undefined {
  const size = (one: JudgedCheckpoint) => one.claim.checkpoint.size;
  return judged.reduce<JudgedCheckpoint | undefined>(
    (best, one) => (best === undefined || size(one) > size(best) ? one : best),
    undefined,
  );
}

function tail(covered: number, size: number, judged: readonly JudgedCheckpoint[]): Fault {
  const isSigned = judged.some((one) => one.claim.checkpoint.size > covered);
  const why = isSigned
    ? `Only ${covered} of ${size} records are covered by a checkpoint with all the signatures that the keys and the policy demand.`
    : `Only ${covered} of ${size} records are covered by a checkpoint: nothing shows whether more followed.`;
  return { code: "UNANCHORED_TAIL", why, place: { in: "log" } };
}

function statesOf(
  judged: readonly JudgedCheckpoint[],
  keyring: Keyring,
  anchor: Anchor | undefined,
  records: RecordChecker,
): States {
  const sound = judged.filter((one) => agrees(one) && one.isSigned);
  const signed = largest(sound.filter(({ cosigned }) => cosigned.length > 0));
  const anchored = anchor && sound.find(({ isAnchored }) => isAnchored);
  const witnessed = largest(sound.filter((one) => independent(one, keyring, anchor).length > 0));
  return {
    recorded: { size: records.size },
    ...(signed ? { countersigned: { size: signed.claim.checkpoint.size, by: signed.cosigned } } : {}),
    ...(anchored
      ? {
          anchored: {
            size: anchored.claim.checkpoint.size,
            origin: anchor.origin,
            index: anchor.index,
            treeSize: anchor.treeSize,
            by: keyring.signedBy(anchor.verified, anchor.origin),
          },
        }
      : {}),
    ...(witnessed ? { witnessed: witnessState(witnessed, keyring, anchor) } : {}),
  };
}

function independent(one: JudgedCheckpoint, keyring: Keyring, anchor: Anchor | undefined): SignedBy[] {
  return witnessesOf(one, keyring, anchor).filter(({ name }) => isIndependent(name, one.host));
}

function witnessState(one: JudgedCheckpoint, keyring: Keyring, anchor: Anchor | undefined) {
  const by = independent(one, keyring, anchor);
  return { size: one.claim.checkpoint.size, k: by.length, n: keyring.independentOf(one.host).length, by };
}
