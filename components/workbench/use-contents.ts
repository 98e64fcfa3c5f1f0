import { useCallback, useMemo } from "react";
import { type FilesState, filePaths, isDirty, textOf } from "../files/files";
import { POLICY_FILE } from "../run/policy-file";

/** What the files hold, made once for each state of them. */
export function useContents(state: FilesState) {
  const paths = useMemo(() => filePaths(state), [state]);
  const texts = useMemo(
    () => Object.fromEntries(paths.map((path) => [path, textOf(state, path)])),
    [state, paths],
  );
  const dirty = useCallback((path: string) => isDirty(state, path), [state]);
  return { paths, texts, policy: textOf(state, POLICY_FILE), dirty };
}
