import { useCallback, useEffect, useReducer, useState } from "react";
import { type Outcome, runProbe } from "./probe";
import { PROBES } from "./probes";
import type { Outcomes } from "./report";

type Action =
  | { readonly type: "start" }
  | { readonly type: "done"; readonly id: string; readonly outcome: Outcome };

export function outcomesReducer(state: Outcomes, action: Action): Outcomes {
  return action.type === "start" ? {} : { ...state, [action.id]: action.outcome };
}

/** Runs the probes one after the other, so that none is slow because of another, and shows each as it ends. */
export function useProbes() {
  const [outcomes, dispatch] = useReducer(outcomesReducer, {});
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round runs them again
  useEffect(() => {
    let left = false;
    dispatch({ type: "start" });
    const runAll = async () => {
      for (const probe of PROBES) {
        const outcome = await runProbe(probe);
        if (left) return;
        dispatch({ type: "done", id: probe.id, outcome });
      }
    };
    void runAll();
    return () => {
      left = true;
    };
  }, [round]);

  return { outcomes, again };
}
