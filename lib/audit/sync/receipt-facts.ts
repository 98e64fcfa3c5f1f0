/** What a kept receipt says, for `states.ts`, which is shown where nothing of notes and keys is loaded. */
import { utf8 } from "../bytes";
import { parseNote, readCosignature, readTlogProof } from "../note";
import type { JournalState } from "../recorder/journal";
import type { SessionStates } from "./states";
import { recallWorkspaceNote } from "./workspace-head";

/** What the receipt that a journal keeps says. It was checked before it was kept. */
export function receiptFacts({
  ackedSize,
  receipt,
  proof,
}: JournalState): Pick<SessionStates, "countersigned" | "anchored"> {
  const note = receipt === undefined ? undefined : parseNote(utf8(receipt));
  const times = (note?.ok ? note.value.signatures : []).flatMap(({ payload }) => {
    const read = readCosignature(payload);
    return read.ok ? [read.value.time] : [];
  });
  const [time] = times;
  const read = proof === undefined ? undefined : readTlogProof(utf8(proof));
  const head = read?.ok ? recallWorkspaceNote(read.value.checkpoint) : undefined;
  return {
    countersigned: ackedSize > 0 && time !== undefined ? { size: ackedSize, time } : null,
    anchored: head ? { size: head.size } : null,
  };
}
