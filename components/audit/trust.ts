/**
 * By which keys the page judges a log of this server: those that the server tells, under the names of its logs. Whoever
 * compares them with what was told in another way trusts more than the server; that is said where they are shown.
 */
import { utf8 } from "@/lib/audit/bytes";
import { parseVkey, type VerifierKey, writePolicy } from "@/lib/audit/note";
import type { Knowledge } from "@/lib/audit/verify";

/** What `audit.open` and `audit.session` say of the server's keys and of who else signs. */
export interface Told {
  readonly keys: { readonly log: readonly string[]; readonly cosigner: readonly string[] };
  readonly witnesses: readonly { readonly vkey: string }[];
  readonly quorum: number;
}

export function knowledgeOf({ keys, witnesses, quorum }: Told, sid: string): Knowledge {
  const policy = policyOf(keys.log, witnesses, quorum);
  return { keys: [...keys.cosigner, ...keys.log], sid, ...(policy && { policy }) };
}

/** Undefined where nobody else is asked to sign: then the log is not witnessed, and no policy says otherwise. */
function policyOf(
  log: readonly string[],
  witnesses: readonly { readonly vkey: string }[],
  quorum: number,
): Uint8Array | undefined {
  const members = readAll(witnesses.map(({ vkey }) => vkey)).map((vkey, at) => ({ name: `w${at}`, vkey }));
  if (members.length === 0) return undefined;
  const isAsked = quorum > 0;
  return utf8(
    writePolicy({
      logs: readAll(log).map((vkey) => ({ vkey })),
      witnesses: members,
      groups: isAsked ? [{ name: "enough", needed: quorum, members: members.map(({ name }) => name) }] : [],
      quorum: isAsked ? "enough" : "none",
    }),
  );
}

function readAll(vkeys: readonly string[]): VerifierKey[] {
  return vkeys.flatMap((vkey) => {
    const read = parseVkey(vkey);
    return read.ok ? [read.value] : [];
  });
}
