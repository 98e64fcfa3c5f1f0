import { createHash } from "node:crypto";
import { cache } from "react";
import { PAGE_ROWS } from "@/components/audit/record-query";
import type { Evidence } from "@/components/audit/session-data";
import type { Checking } from "@/lib/audit/sync/operate";
import type { RecordFilter, SessionFilter } from "@/lib/audit/sync/wire";
import { readExampleFiles } from "./examples";
import { type Read, read, readWorkspace } from "./reads";

interface Where {
  readonly workspaceId: string;
  readonly sid: string;
}

/** In which of the reader's workspaces a session is; the last opened, where two have one of that name. */
export const readPlace = cache((sid: string, workspaceId: string | undefined) =>
  read(async (caller) => {
    const { items } = await caller.audit.locate({ sid, ...(workspaceId !== undefined && { workspaceId }) });
    return items[0];
  }),
);

export const readSession = (where: Where) => read((caller) => caller.audit.session(where));

/** By whom logs of this workspace are signed. Nothing is signed for it, so it waits for no look at what is stored. */
export const readKeys = (workspaceId: string) =>
  read(async (caller) => {
    const [told, { witnesses, quorum }] = await Promise.all([
      caller.audit.keys({ workspaceId }),
      caller.audit.log({ workspaceId }),
    ]);
    const of = (wanted: "cosigner" | "log") =>
      told.keys.flatMap(({ purpose, vkey }) => (purpose === wanted ? [vkey] : []));
    return {
      host: told.host,
      keys: { log: of("log"), cosigner: of("cosigner") },
      witnesses: witnesses.map(({ vkey, url }) => ({ vkey, url })),
      quorum,
    };
  });
export const readStoredCheck = (where: Where) => read((caller) => caller.audit.verify(where));

export const readRecords = (where: Where, from: number, filter: RecordFilter, limit = PAGE_ROWS) =>
  read((caller) => caller.audit.records({ ...where, from, limit, filter }));

export const readProof = (where: Where, seq: number) =>
  read((caller) => caller.audit.proof({ of: "record", ...where, seq }));

/** What the server signs of a session; or how far it is with looking at what it stores, which comes before it signs. */
export interface Signed {
  /** Null where the server does not sign what it stores, which the page says in other words, or not yet. */
  readonly evidence: Evidence | null;
  readonly checking: Checking | null;
}

export async function readEvidence(where: Where): Promise<Signed> {
  const asked = await read((caller) => caller.audit.checking(where));
  const checking = asked.ok ? asked.value.checking : null;
  if (checking !== null) return { evidence: null, checking };
  const head = await read((caller) => caller.audit.head(where));
  return { evidence: head.ok ? head.value : null, checking: null };
}

/** What the server refuses to sign any more. */
export const readHealth = (workspaceId: string) => read((caller) => caller.audit.health({ workspaceId }));

/**
 * The spec of this hash, where the server has it: that of the example that the workspace was made from, as long as its
 * author did not change it. The text of another spec would show another rule than the one that decided.
 */
export async function readSpec(workspaceId: string, sha256: string): Promise<string | null> {
  const workspace = await readWorkspace(workspaceId);
  const files = workspace.ok ? await readExampleFiles(workspace.value.example) : [];
  return files.find(({ text }) => createHash("sha256").update(text).digest("hex") === sha256)?.text ?? null;
}

const PAGE_SESSIONS = 50;

export const readSessions = (workspaceId: string, filter: SessionFilter, cursor: string | undefined) =>
  read((caller) =>
    caller.audit.sessions({
      workspaceId,
      filter,
      limit: PAGE_SESSIONS,
      ...(cursor !== undefined && { cursor }),
    }),
  );

/** The workspace to begin with where none is named: the last opened of those that have a session at all. */
export async function readBusyWorkspace(ids: readonly string[]): Promise<string | undefined> {
  for (const workspaceId of ids) {
    const some: Read<{ items: readonly unknown[] }> = await read((caller) =>
      caller.audit.sessions({ workspaceId, limit: 1, filter: {} }),
    );
    if (some.ok && some.value.items.length > 0) return workspaceId;
  }
  return ids[0];
}
