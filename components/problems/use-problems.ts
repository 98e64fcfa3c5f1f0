import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { readPolicy } from "../monaco/spec/ask-spec";
import { countOf, type Problem } from "./problem";
import { ProblemStore } from "./problem-store";

const NONE: readonly Problem[] = [];

/** The problems of these files. It does not draw anything again: whoever shows them asks for that below. */
export function useProblemStore(texts: Readonly<Record<string, string>>): ProblemStore {
  const [store] = useState(() => new ProblemStore(readPolicy));
  useEffect(() => store.setTexts(texts), [store, texts]);
  useEffect(() => () => store.stop(), [store]);
  return store;
}

export function useProblems(store: ProblemStore): readonly Problem[] {
  return useSyncExternalStore(
    store.subscribe,
    () => store.all,
    () => NONE,
  );
}

/** The one that somebody went to last. */
export function useProblemGone(store: ProblemStore): Problem | undefined {
  return useSyncExternalStore(
    store.subscribe,
    () => store.gone,
    () => undefined,
  );
}

/** Errors and warnings, of one file or of all: drawn again when their number changes. */
export function useProblemCount(store: ProblemStore, path?: string): number {
  const count = useCallback(() => countOf(store.all, path), [store, path]);
  return useSyncExternalStore(store.subscribe, count, () => 0);
}
