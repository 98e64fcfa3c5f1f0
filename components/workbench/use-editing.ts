import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Fix } from "@/lib/spec";
import { applyFix } from "@/lib/spec/diagnostics/apply-fix";
import { EditBuffer } from "../editor/edit-buffer";
import { activePath, type Texts } from "../files/files";
import type { Files } from "../files/use-files";
import { countOf, nextProblem, type Problem } from "../problems/problem";
import { useProblemCount, useProblemStore } from "../problems/use-problems";
import type { useEditorMode } from "./use-editor-mode";
import type { usePlace } from "./use-place";

interface EditingOf {
  readonly files: Files;
  readonly texts: Texts;
  readonly place: ReturnType<typeof usePlace>;
  readonly mode: ReturnType<typeof useEditorMode>["mode"];
  readonly showProblems: () => void;
}

/** From what is typed to the files, and what is wrong with them. */
export function useEditing({ files, texts, place, mode, showProblems }: EditingOf) {
  const { dispatch, state, expectEdit } = files;
  const latest = useRef(texts);
  latest.current = texts;
  const [buffer] = useState(() => {
    const write = (path: string, text: string) => dispatch({ type: "edit", path, text });
    const made: EditBuffer = new EditBuffer(write, () => expectEdit(() => made.isPending));
    return made;
  });
  const [tabMovesFocus, setTabMovesFocus] = useState(false);
  const problems = useProblemStore(texts);
  const problemCount = useProblemCount(problems);

  /** What was typed is in the files from here on; answers them. */
  const settle = useCallback((): Texts => {
    if (buffer.isPending) flushSync(() => buffer.settle());
    return latest.current;
  }, [buffer]);
  const edit = useCallback(
    (path: string, text: string) => {
      buffer.drop(path);
      dispatch({ type: "edit", path, text });
    },
    [buffer, dispatch],
  );
  const typed = useCallback((path: string, read: () => string) => buffer.note(path, read), [buffer]);
  useEffect(() => {
    // Before those who keep the files as the page goes away.
    window.addEventListener("pagehide", settle, { capture: true });
    return () => window.removeEventListener("pagehide", settle, { capture: true });
  }, [settle]);

  const goToProblem = (problem: Problem) => {
    const { path, at } = problem;
    problems.goTo(problem);
    place.goTo({ path, at }, true);
  };
  const goToNextProblem = () => {
    const active = activePath(state);
    if (mode === "code" && active !== null && countOf(problems.all, active) > 0) {
      place.handle?.nextProblem?.();
      return;
    }
    const next = nextProblem(problems.all, active, place.selection.value);
    if (next === undefined) return;
    showProblems(); // the text field cannot say what is wrong: the list does
    goToProblem(next);
  };
  /** Only of the text that it was made for. */
  const fixProblem = ({ path }: Problem, fix: Fix) => {
    const text = settle()[path];
    if (text !== undefined && problems.textOf(path) === text) edit(path, applyFix(text, fix));
  };
  const setCodeProblems = useCallback((found: readonly Problem[]) => problems.setCode(found), [problems]);
  const found = { problems, problemCount, setCodeProblems, goToProblem, goToNextProblem, fixProblem };
  return { edit, typed, settle, tabMovesFocus, setTabMovesFocus, ...found };
}
