"use client";

import { useLayoutEffect, useRef } from "react";
import { EmptyState } from "../states/empty-state";
import type { OutputText } from "./output-text";

interface OutputProps {
  readonly output: OutputText;
  readonly version: number;
}

const AT_END_PX = 24;

/** What the agent prints, as it prints it. It is the agent's text: shown as text, and believed by nobody. */
export function Output({ output, version }: OutputProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come is what the version counts
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && follows.current) element.scrollTop = element.scrollHeight;
  }, [version]);
  if (output.pieces.length === 0) {
    return (
      <div className="px-3">
        <EmptyState kind="nothing-yet" title="No output yet">
          What the agent prints comes here.
        </EmptyState>
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      role="log"
      aria-label="Output"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keys that scroll
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
      }}
      className="min-h-0 grow overflow-auto px-3 py-2 focus-visible:-outline-offset-2"
    >
      {output.dropped > 0 && (
        <p className="text-text-muted">
          The first {output.dropped.toLocaleString("en")} characters are not kept here.
        </p>
      )}
      <pre className="whitespace-pre-wrap break-words text-xs leading-5">
        {output.pieces.map(({ stream, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only added to, or cut at the front as a whole
          <span key={index} className={stream === "stderr" ? "text-error" : undefined}>
            {text}
          </span>
        ))}
      </pre>
    </div>
  );
}
