"use client";

import { ERRORS, errorDocs } from "@/lib/errors";
import { CopyButton } from "../feedback/copy-button";
import { Hash } from "../hash/hash";
import { BUTTON, LINK } from "../ui/classes";
import { EmptyState } from "./empty-state";
import { type Failure, failureDetails } from "./failure";

interface FailedProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
  readonly level?: 1 | 2;
}

/** The fourth empty state, whole: the sentence, the code, the request id, Retry and Copy details. */
export function Failed({ failure, onRetry, level }: FailedProps) {
  const { summary, mend } = ERRORS[failure.code];
  return (
    <EmptyState
      kind="failed"
      title={summary}
      {...(level === undefined ? {} : { level })}
      actions={
        <>
          <button type="button" className={BUTTON} onClick={onRetry}>
            Retry
          </button>
          <CopyButton wide label="Copy details" text={() => failureDetails(failure, location.pathname)} />
        </>
      }
    >
      <p>{mend}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <a className={`${LINK} font-mono`} href={errorDocs(failure.code)}>
          {failure.code}
        </a>
        {failure.requestId !== null && <Hash value={failure.requestId} label="request id" />}
      </p>
    </EmptyState>
  );
}
