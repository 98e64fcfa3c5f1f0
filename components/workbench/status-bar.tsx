"use client";

import { PanelLeft } from "lucide-react";
import { memo } from "react";
import type { Keeping } from "../files/use-keeping";
import type { Role } from "../files/use-writer";
import { languageOf } from "../monaco/language-of";
import type { ProblemStore } from "../problems/problem-store";
import { useProblemCount } from "../problems/use-problems";
import { pagePlatform } from "../shell/platform";
import { SyncStatus } from "../sync/sync-status";
import { type Held, useHeld, useHeldAtRest } from "../ui/held";
import { Icon } from "../ui/icon";
import { KeyHint } from "../ui/key-hint";
import { Verdict } from "../verdict/verdict";
import type { Selection } from "./place";
import type { EditorMode } from "./use-editor-mode";

interface StatusBarProps {
  readonly workspaceId: string;
  readonly path: string | null;
  readonly selection: Held<Selection | null>;
  readonly mode: EditorMode | null;
  readonly problems: ProblemStore;
  readonly tabMovesFocus: boolean;
  readonly role: Role;
  readonly keeping: Held<Keeping>;
  /** How far the files are on the server; null where nobody asked for it. */
  readonly onServer: string | null;
  readonly explorer: boolean;
  readonly onToggleExplorer: () => void;
  readonly onNextProblem: () => void;
}

const KEEPING: Readonly<Record<Keeping, string>> = {
  kept: "Kept in this browser",
  pending: "Keeping…",
  full: "Not kept: this browser's storage is full. Delete what is not needed, or download the files",
  failed: "Not kept: this browser keeps nothing for this page",
};

/** Where you are and whether it is safe, in one line. */
export const StatusBar = memo(function StatusBar(props: StatusBarProps) {
  const { path, selection, mode, role, keeping } = props;
  return (
    <div className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-4 border-line border-t bg-surface-1 pr-3 pl-1 text-text-muted text-xs">
      <button
        type="button"
        aria-pressed={props.explorer}
        aria-label="Files"
        title="Show or hide the files"
        onClick={props.onToggleExplorer}
        className="inline-flex size-6 items-center justify-center rounded hover:bg-surface-2 aria-pressed:text-text max-sm:hidden"
      >
        <Icon of={PanelLeft} className="size-3.5" />
      </button>
      <span role="status" className="-ml-2 max-sm:ml-1">
        {role === "reader" ? "Open in another tab: this one reads only" : <Kept of={keeping} role={role} />}
      </span>
      {props.onServer !== null && <span>{props.onServer}</span>}
      <SyncStatus workspaceId={props.workspaceId} />
      {path !== null && (
        <div className="ml-auto flex items-center gap-x-4">
          <Problems store={props.problems} path={path} onNext={props.onNextProblem} />
          {mode === "code" && <TabKey movesFocus={props.tabMovesFocus} />}
          <CursorPlace of={selection} />
          <span>{languageOf(path).name}</span>
        </div>
      )}
    </div>
  );
});

/** Drawn for every pause in the typing, twice. */
function Kept({ of, role }: { of: Held<Keeping>; role: Role }) {
  const keeping = useHeld(of);
  if (keeping === "failed" || keeping === "full") return <Verdict kind="error" word={KEEPING[keeping]} />;
  return role === "writer" && KEEPING[keeping];
}

/** By itself, and not within a key: its words are as long as the place, so that the page is laid out anew for them. */
function CursorPlace({ of }: { of: Held<Selection | null> }) {
  const selection = useHeldAtRest(of);
  if (selection === null) return null;
  return (
    <span className="tabular-nums">
      Line {selection.endLine}, column {selection.endColumn}
    </span>
  );
}

/** Of the file on show. */
function Problems({ store, path, onNext }: { store: ProblemStore; path: string; onNext: () => void }) {
  const count = useProblemCount(store, path);
  if (count === 0) return null;
  return (
    <button
      type="button"
      onClick={onNext}
      title="Go to the next problem (F8)"
      className="min-h-6 rounded px-1 hover:bg-surface-2"
    >
      <Verdict kind="error" word={count === 1 ? "1 problem" : `${count} problems`} />
    </button>
  );
}

/** In the code editor Tab indents, which holds keyboard users in; the way out is always on screen, and announced. */
function TabKey({ movesFocus }: { movesFocus: boolean }) {
  return (
    <span role="status" className="max-md:hidden">
      {movesFocus ? "Tab moves the focus" : "Tab indents"} <KeyHint id="tab-trap" platform={pagePlatform()} />
    </span>
  );
}
