/** Judges a cosigned checkpoint by a policy: one of its logs has signed, and the quorum of its witnesses has cosigned. */
import { type OpenedCheckpoint, openCheckpoint } from "../open-checkpoint";
import { verifierOf } from "../signing";
import { type Read, refuse, type VerifierKey } from "../types";
import { formatVkey } from "../vkey";
import { NO_QUORUM, type TlogPolicy } from "./policy";

export interface PolicyMet extends OpenedCheckpoint {
  /** The witnesses of the policy that cosigned, by their names in it. */
  readonly witnesses: readonly string[];
  /** How many the policy knows. None demanded and none there is "not witnessed", whatever the policy says. */
  readonly known: number;
}

/** `logs` adds to those of the policy: the key of a session is not known when its policy is written. */
export async function meetsPolicy(
  policy: TlogPolicy,
  note: Uint8Array,
  logs: readonly VerifierKey[] = [],
): Promise<Read<PolicyMet>> {
  // A key that is given twice is one key: as two of the same name and id, neither would be believed.
  const keys = new Map(
    [...policy.logs.map(({ vkey }) => vkey), ...logs].map((key) => [formatVkey(key), key]),
  );
  const signers = [...keys.values()].map(verifierOf);
  const opened = await openCheckpoint(
    note,
    signers,
    policy.witnesses.map(({ vkey }) => verifierOf(vkey)),
  );
  if (!opened.ok) return opened;
  const { cosigned } = opened.value;
  const present = policy.witnesses.filter(({ vkey }) =>
    cosigned.some(({ name, keyId }) => name === vkey.name && keyId === vkey.keyId),
  );
  const witnesses = present.map(({ name }) => name);
  if (!hasQuorum(policy, witnesses)) {
    return refuse(
      "QUORUM",
      `${witnesses.length} of ${policy.witnesses.length} witnesses have cosigned: too few.`,
    );
  }
  return { ok: true, value: { ...opened.value, witnesses, known: policy.witnesses.length } };
}

/** Groups stand behind their members, so one pass decides all of them. */
export function hasQuorum({ groups, quorum }: TlogPolicy, witnesses: readonly string[]): boolean {
  if (quorum === NO_QUORUM) return true;
  const reached = new Set(witnesses);
  for (const { name, needed, members } of groups) {
    if (members.filter((member) => reached.has(member)).length >= needed) reached.add(name);
  }
  return reached.has(quorum);
}
