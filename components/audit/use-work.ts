import { useCallback, useEffect, useReducer, useRef } from "react";
import type { Progress } from "@/lib/audit/verify";
import { messageOf } from "@/lib/thrown";
import { type Verification, type VerificationAction, verificationReducer } from "./verification";

export interface Work<Job, Done> {
  readonly state: Verification<Done>;
  /** Gives up what runs, and begins anew. */
  readonly start: (job: Job) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

type Run<Job, Done> = (
  job: Job,
  context: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
) => Promise<Done>;

/** One piece of work at a time, with progress and cancel; given up when the page goes. */
export function useWork<Job, Done>(run: Run<Job, Done>): Work<Job, Done> {
  const [state, dispatch] = useReducer(verificationReducer<Done>, { phase: "waiting" });
  const controller = useRef<AbortController | null>(null);
  const latest = useRef(run);
  latest.current = run;

  const start = useCallback((job: Job) => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const tell = (action: VerificationAction<Done>) => {
      if (controller.current === own) dispatch(action);
    };
    tell({ type: "start", now: performance.now() });
    latest
      .current(job, {
        signal: own.signal,
        onProgress: (progress) => tell({ type: "progress", progress, now: performance.now() }),
      })
      .then(
        (result) => tell({ type: "done", result, now: performance.now() }),
        (error: unknown) => tell({ type: "fail", why: messageOf(error) }),
      );
  }, []);

  const cancel = useCallback(() => {
    dispatch({ type: "cancel" });
    controller.current?.abort();
  }, []);
  const reset = useCallback(() => {
    controller.current?.abort();
    dispatch({ type: "reset" });
  }, []);
  useEffect(() => () => controller.current?.abort(), []);
  return { state, start, cancel, reset };
}
