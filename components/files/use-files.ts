import { type Dispatch, useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { type FilesAction, type FilesState, filesReducer, initialFiles, type Texts } from "./files";
import { browserStore } from "./kept";
import { type Role, useWriter } from "./use-writer";

const KEEP_AFTER_MS = 150;

export type Keeping = "kept" | "pending" | "failed";

export interface Files {
  readonly state: FilesState;
  readonly dispatch: Dispatch<FilesAction>;
  readonly role: Role;
  readonly keeping: Keeping;
  /** What this browser kept has been read: from here on the state is the person's. */
  readonly restored: boolean;
  readonly keepNow: () => boolean;
}

/** The reducer, with this browser's storage behind it. */
export function useFiles(workspaceId: string, base: Texts, first: string | null): Files {
  const [state, dispatch] = useReducer(filesReducer, null, () => initialFiles(base, first));
  const [restored, setRestored] = useState(false);
  const role = useWriter(workspaceId);
  const store = useMemo(() => browserStore(workspaceId, () => localStorage), [workspaceId]);

  useEffect(() => {
    if (role === "unknown") return;
    const kept = store.load();
    if (kept !== null) dispatch({ type: "restore", kept });
    setRestored(true);
    if (role === "writer") return;
    const follow = () => dispatch({ type: "follow", drafts: store.load()?.drafts ?? {} });
    window.addEventListener("storage", follow); // a reader sees what the other tab writes
    return () => window.removeEventListener("storage", follow);
  }, [role, store]);

  const { keeping, keepNow } = useKeeping(state, role === "writer" && restored, store.save);
  return { state, dispatch, role, keeping, restored, keepNow };
}

function useKeeping(state: FilesState, active: boolean, save: ReturnType<typeof browserStore>["save"]) {
  const [keeping, setKeeping] = useState<Keeping>("kept");
  const latest = useRef(state);
  latest.current = state;
  const written = useRef<FilesState | null>(null);

  const keepNow = useCallback(() => {
    if (!active || written.current === latest.current) return true;
    const { drafts, open, active: shown } = latest.current;
    const kept = save({ drafts, open, active: shown });
    if (kept) written.current = latest.current;
    setKeeping(kept ? "kept" : "failed");
    return kept;
  }, [active, save]);

  useEffect(() => {
    if (!active || written.current === state) return;
    setKeeping((before) => (before === "failed" ? before : "pending"));
    const timer = setTimeout(keepNow, KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [active, state, keepNow]);

  useEffect(() => {
    window.addEventListener("pagehide", keepNow);
    return () => window.removeEventListener("pagehide", keepNow);
  }, [keepNow]);

  return { keeping, keepNow };
}
