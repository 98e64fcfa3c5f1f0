"use client";

import { memo, useLayoutEffect, useRef } from "react";
import { lookOf } from "./look";
import type { Block, OutputText } from "./output-text";

interface OutputLogProps {
  readonly output: OutputText;
  readonly label: string;
  /** Counts what has come: drawn again when it does. */
  readonly version: number;
  readonly wraps: boolean;
}

const AT_END_PX = 24;

/** Follows the end of what is printed, until somebody scrolls away from it. */
export function OutputLog({ output, label, version, wraps }: OutputLogProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const top = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come is what the version counts
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && follows.current) element.scrollTop = element.scrollHeight;
  }, [version]);
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keys that scroll
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        // What comes into sight takes its true height, and the end moves away: only who goes up has left it.
        if (scrollHeight - scrollTop - clientHeight < AT_END_PX) follows.current = true;
        else if (scrollTop < top.current) follows.current = false;
        top.current = scrollTop;
      }}
      className="min-h-0 grow overflow-auto px-3 py-2 focus-visible:-outline-offset-2"
    >
      {output.dropped > 0 && (
        <p className="text-text-muted">
          The first {output.dropped.toLocaleString("en")} characters are not kept here.
        </p>
      )}
      {output.blocks.map((block) => (
        <BlockView key={block.id} block={block} version={block.version} wraps={wraps} />
      ))}
    </div>
  );
}

interface BlockViewProps {
  readonly block: Block;
  readonly version: number;
  readonly wraps: boolean;
}

const BLOCK = "text-xs leading-5 [content-visibility:auto] [contain-intrinsic-size:auto_2000px]";

/** Out of sight it is neither laid out nor painted; whole it is never drawn again. */
const BlockView = memo(function BlockView({ block, wraps }: BlockViewProps) {
  return (
    <pre className={`${BLOCK} ${wraps ? "whitespace-pre-wrap break-words" : "w-max min-w-full"}`}>
      {block.pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only added
        <span key={index} className={lookOf(piece) || undefined}>
          {piece.text}
        </span>
      ))}
    </pre>
  );
});
