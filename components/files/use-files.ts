import { type Dispatch, useEffect, useReducer, useState } from "react";
import type { Held } from "../ui/held";
import { type FilesAction, type FilesState, filesReducer, initialFiles, type Texts } from "./files";
import { KeptStore } from "./kept-store";
import { type Keeping, useKeeping } from "./use-keeping";
import { type Role, useWriter } from "./use-writer";

export interface Files {
  readonly state: FilesState;
  readonly dispatch: Dispatch<FilesAction>;
  readonly role: Role;
  readonly keeping: Held<Keeping>;
  /** What this browser kept has been read: from here on the state is the person's. */
  readonly restored: boolean;
  readonly keepNow: () => Promise<boolean>;
  /** Something was typed that comes into the state later: until then it is not kept, and nothing says so. */
  readonly expectEdit: (isPending: () => boolean) => void;
}

/** The reducer, with this browser's storage behind it. */
export function useFiles(workspaceId: string, base: Texts, first: string | null): Files {
  const [state, dispatch] = useReducer(filesReducer, null, () => initialFiles(base, first));
  const role = useWriter(workspaceId);
  const [loaded, setLoaded] = useState<{ readonly store: KeptStore; readonly role: Role } | null>(null);

  useEffect(() => {
    if (role === "unknown") return;
    const store = new KeptStore(workspaceId);
    let isLeft = false;
    const load = async (type: "restore" | "follow") => {
      const kept = await store.load();
      if (isLeft) return;
      if (kept !== null) dispatch({ type, kept });
      setLoaded({ store, role });
    };
    void load("restore");
    // A reader sees what the other tab writes.
    const stopFollowing = role === "reader" ? store.onSaved(() => void load("follow")) : () => {};
    return () => {
      isLeft = true;
      stopFollowing();
      store.close();
    };
  }, [role, workspaceId]);

  const restored = loaded !== null && loaded.role === role;
  const { keeping, keepNow, expectEdit } = useKeeping(
    state,
    role === "writer" && restored,
    loaded?.store ?? null,
  );
  return { state, dispatch, role, keeping, restored, keepNow, expectEdit };
}
