import { useCallback, useMemo } from "react";
import { type FilesState, filePaths, isDirty, textOf } from "../files/files";
import { POLICY_FILE } from "../run/policy-file";
import { useSameList } from "./use-stable";

/** What the files hold. Which there are and which were changed is the same as before while somebody types in one of them. */
export function useContents(state: FilesState) {
  const all = useMemo(() => filePaths(state), [state]);
  const paths = useSameList(all);
  const changed = useSameList(useMemo(() => all.filter((path) => isDirty(state, path)), [state, all]));
  const texts = useMemo(
    () => Object.fromEntries(paths.map((path) => [path, textOf(state, path)])),
    [state, paths],
  );
  const dirty = useCallback((path: string) => changed.includes(path), [changed]);
  return { paths, texts, policy: textOf(state, POLICY_FILE), dirty };
}
