import "server-only";
import { parseVkey, type TlogPolicy, type VerifierKey, writePolicy } from "@/lib/audit/note";
import type { ReadDb } from "../../db/database";
import type { LogKeys } from "../keys";
import { logState } from "./settings";

/**
 * What this workspace asks of its own log, as a tlog-policy for those who verify its exports: every key that its log was ever
 * signed by, its witnesses, and how many of them have to have signed. It is evidence of what was asked for; a reader
 * who has reasons to trust nobody writes a policy of their own.
 */
export async function policyText(
  read: ReadDb,
  log: LogKeys,
  workspaceId: string,
  publicUrl: string | undefined,
): Promise<string> {
  const { witnesses, quorum, isPublic } = await logState(read, workspaceId);
  const url =
    isPublic && publicUrl !== undefined ? `${new URL(publicUrl).origin}/log/${workspaceId}/` : undefined;
  const members = witnesses.flatMap(({ vkey, url: place }, i) => {
    const key = keyOf(vkey);
    return key ? [{ name: `witness-${i + 1}`, vkey: key, url: place }] : [];
  });
  const isAsked = quorum > 0 && members.length >= quorum;
  const policy: TlogPolicy = {
    logs: log.workspaceVkeys(workspaceId).flatMap((vkey) => {
      const key = keyOf(vkey);
      return key ? [{ vkey: key, ...(url === undefined ? {} : { url }) }] : [];
    }),
    witnesses: members,
    groups: isAsked ? [{ name: "quorum", needed: quorum, members: members.map(({ name }) => name) }] : [],
    quorum: isAsked ? "quorum" : "none",
  };
  return writePolicy(policy);
}

function keyOf(vkey: string): VerifierKey | undefined {
  const read = parseVkey(vkey);
  return read.ok ? read.value : undefined;
}
