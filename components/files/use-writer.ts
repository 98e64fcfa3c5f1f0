import { useEffect, useState } from "react";

/** One tab writes a workspace; another one that is open on it reads, until the first is closed. */
export type Role = "unknown" | "writer" | "reader";

export function useWriter(workspaceId: string): Role {
  const [role, setRole] = useState<Role>("unknown");
  useEffect(() => {
    const locks = navigator.locks as LockManager | undefined;
    if (locks === undefined) {
      setRole("writer"); // without https there are no locks; then the last tab that wrote wins
      return;
    }
    const left = new AbortController();
    void hold(locks, `aegis.workspace.${workspaceId}`, left.signal, setRole);
    return () => left.abort();
  }, [workspaceId]);
  return role;
}

async function hold(
  locks: LockManager,
  name: string,
  left: AbortSignal,
  say: (role: Role) => void,
): Promise<void> {
  const untilLeft = () =>
    new Promise<void>((resolve) => {
      if (left.aborted) return resolve();
      say("writer");
      left.addEventListener("abort", () => resolve(), { once: true });
    });
  const got = await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await untilLeft();
    return lock !== null;
  });
  if (got || left.aborted) return;
  say("reader");
  await locks.request(name, { signal: left }, untilLeft).catch(() => undefined); // aborted: the page went away
}
