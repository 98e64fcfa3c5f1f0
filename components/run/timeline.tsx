"use client";

import { type KeyboardEvent, memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { moveOf } from "../audit/list-keys";
import { rowOf } from "../audit/record-row";
import { ROW_PX, scrollHeight, scrollToRow, slotsOf, windowOf } from "../audit/scroll-window";
import { Verdict } from "../verdict/verdict";
import type { Selection } from "./selection";
import type { Trace } from "./trace";

interface TimelineProps {
  readonly trace: Trace;
  readonly selection: Selection;
  /** So that a row that was drawn is drawn again when there is more. */
  readonly version: number;
  readonly chosen: number | undefined;
  readonly isLive: boolean;
  readonly onChoose: (seq: number) => void;
}

const LIST_ID = "timeline";
/** Rows that PageUp and PageDown pass over. */
const PAGE = 15;
/** So near to the end the list goes on with what comes. */
const AT_END_PX = 2 * ROW_PX;

/** The records of a run as they come. Only the rows in sight exist. */
export const Timeline = memo(function Timeline(props: TimelineProps) {
  const { trace, selection, version, chosen, isLive, onChoose } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 400 });
  const follows = useRef(true);
  const rows = selection.size;
  const view = { rows, height: scroll.height, scrollTop: scroll.top };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setScroll({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come is what the version counts
  useEffect(() => {
    const element = scroller.current;
    if (element && isLive && follows.current) element.scrollTop = element.scrollHeight;
  }, [version, isLive]);

  const reveal = (row: number) => {
    const element = scroller.current;
    if (element) element.scrollTop = scrollToRow(row, { ...view, scrollTop: element.scrollTop });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice moves the list, or less room for it
  useEffect(() => {
    if (chosen !== undefined && rows > 0) reveal(selection.row(chosen));
  }, [chosen, scroll.height]);

  // Always the same one, or every row would be drawn again with each step of scrolling.
  const choose = useCallback(
    (row: number) => {
      if (selection.size === 0) return;
      follows.current = false;
      onChoose(selection.seq(Math.max(0, Math.min(selection.size - 1, row))));
    },
    [selection, onChoose],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const row = chosen === undefined ? -1 : selection.row(chosen);
    const move = moveOf(event, { row, rows, page: PAGE });
    if (move?.kind !== "go") return;
    event.preventDefault();
    choose(move.row);
  };
  const { first, end, top } = windowOf(view);
  const slots = slotsOf(view.height);
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  const chosenRow = chosen === undefined || rows === 0 ? -1 : selection.row(chosen);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold a part of its rows
    <div
      ref={scroller}
      role="grid"
      aria-label="Records of this run"
      aria-rowcount={rows}
      aria-colcount={4}
      tabIndex={0}
      {...(chosenRow >= first && chosenRow < end && { "aria-activedescendant": `${LIST_ID}-${chosenRow}` })}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollTop, scrollHeight: whole, clientHeight } }) => {
        follows.current = whole - scrollTop - clientHeight < AT_END_PX;
        setScroll({ top: scrollTop, height: clientHeight });
      }}
      className="relative min-h-28 grow lg:basis-0 overflow-y-auto overflow-x-hidden focus-visible:-outline-offset-2 max-lg:h-72 max-lg:grow-0"
    >
      <div role="presentation" style={{ height: scrollHeight(rows) }} className="relative">
        <div role="presentation" style={{ transform: `translateY(${top}px)` }}>
          {shown.map((row) => (
            <Row
              key={row % slots}
              row={row}
              seq={selection.seq(row)}
              trace={trace}
              isChosen={row === chosenRow}
              onChoose={choose}
            />
          ))}
        </div>
      </div>
    </div>
  );
});

interface RowProps {
  readonly row: number;
  readonly seq: number;
  readonly trace: Trace;
  readonly isChosen: boolean;
  readonly onChoose: (row: number) => void;
}

/** A record never changes: drawn again for another record, and when it is chosen. */
const Row = memo(function Row({ row, seq, trace, isChosen, onChoose }: RowProps) {
  const { type, subject, mark } = rowOf(seq, trace.line(seq));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names the row that is active
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold a part of its rows
    <div
      id={`${LIST_ID}-${row}`}
      role="row"
      aria-rowindex={row + 1}
      aria-selected={isChosen}
      onClick={() => onChoose(row)}
      style={{ height: ROW_PX }}
      className="flex cursor-default items-center gap-2 border-line border-b px-3 text-xs hover:bg-surface-2 aria-selected:bg-accent-soft"
    >
      <Cell className="w-11 shrink-0 text-right text-text-muted tabular-nums">{seq}</Cell>
      <Cell className="w-32 shrink-0 truncate font-mono">{type}</Cell>
      <Cell className="min-w-0 grow truncate font-mono text-text-muted">{subject}</Cell>
      <Cell className="inline-flex w-20 shrink-0 items-center">
        {mark && <Verdict kind={mark.kind} word={mark.word} />}
      </Cell>
    </div>
  );
});

function Cell({ className, children }: { className: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: rows are moved through, not cells
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold a part of its rows
    <span role="gridcell" className={className}>
      {children}
    </span>
  );
}
