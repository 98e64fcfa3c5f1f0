import type { Files } from "../files/use-files";
import type { Lens } from "../monaco/spec/lenses";
import { POLICY_FILE } from "../run/policy-file";
import { toast } from "../shell/signals";
import type { Place } from "./place";
import { lastDecided, wholeLine } from "./policy-lines";
import type { Layout } from "./use-layout";
import type { Running } from "./use-running";

interface NavigationOf {
  readonly policy: string;
  readonly running: Running;
  readonly layout: Layout;
  readonly dispatch: Files["dispatch"];
  readonly edit: (path: string, text: string) => void;
  readonly goTo: (place: Place) => void;
}

/** Between the lines of the policy and what they decided, both ways; and an edit of it that somebody asked for. */
export function usePolicyNavigation({ policy, running, layout, dispatch, edit, goTo }: NavigationOf) {
  const { run, setChosen } = running;
  const goToPolicy = (line: number) => goTo({ path: POLICY_FILE, at: wholeLine(policy, line) });
  const editPolicy = (text: string, said: string) => {
    edit(POLICY_FILE, text);
    dispatch({ type: "jump", path: POLICY_FILE });
    toast({ tone: "neutral", text: said, until: running.untilNextRun() });
  };
  /** From lines of the policy, as they were in the run, to what they decided. */
  const showLines = (line: number, endLine: number) => {
    const last = lastDecided(run.trace.lines, line, endLine);
    if (last === undefined) return;
    layout.side.show("timeline");
    run.select({ line, endLine });
    setChosen(last);
  };
  const showLine = (line: number) => showLines(line, line);
  const onLens = (lens: Lens) => {
    if (lens.kind === "rule") showLines(lens.from, lens.to);
    else if (lens.test.place) goToPolicy(lens.test.place.line);
    else layout.showInConsole("tests");
  };
  return { goToPolicy, editPolicy, showLine, onLens };
}
