import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Verdict } from "../verdict/verdict";
import { moveOf } from "./list-keys";
import { clock } from "./moment";
import { rowOf } from "./record-row";
import { ROW_PX, rowAt, scrollHeight, scrollToRow, slotsOf, windowOf } from "./scroll-window";
import type { Records } from "./use-records";

interface RecordListProps {
  readonly records: Records;
  /** The chosen row. */
  readonly row: number;
  readonly brokenAt: number | undefined;
  readonly onRow: (row: number) => void;
  /** Somebody scrolled the chosen row out of sight: the row that is now the first in sight. */
  readonly onPassed: (row: number) => void;
  readonly onOpen: (row: number) => void;
  readonly onClose: () => void;
}

export const LIST_ID = "records-list";
const COLUMNS =
  "grid grid-cols-[3.25rem_minmax(0,1fr)_5.5rem] sm:grid-cols-[4.5rem_8rem_minmax(0,1fr)_6rem] md:grid-cols-[5rem_7rem_9rem_minmax(0,1fr)_7rem] xl:grid-cols-[5rem_7rem_9rem_minmax(0,1fr)_7rem_15rem] gap-x-2 px-2 sm:gap-x-3";

/** All records, of which only those on screen are in the page. One stop of the tab key; the keys move within. */
export function RecordList(props: RecordListProps) {
  const { records, row, brokenAt, onRow, onPassed, onOpen, onClose } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ height: 0, scrollTop: 0 });
  const { rows, show } = records;
  const { first, end, top } = windowOf({ rows, ...view });
  const slots = slotsOf(view.height);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setView({ height: element.clientHeight, scrollTop: element.scrollTop });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => show(first, end), [show, first, end]);

  // The chosen row is brought into view when it changes, wherever the change came from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: not when the view changes: then somebody scrolls
  useEffect(() => {
    const element = box.current;
    if (element === null || rows === 0 || view.height === 0) return;
    const wanted = scrollToRow(row, { rows, height: element.clientHeight, scrollTop: element.scrollTop });
    if (wanted !== element.scrollTop) element.scrollTop = wanted;
  }, [row, rows > 0, view.height > 0]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / ROW_PX) - 1);
    const move = moveOf(event, { row, rows, page });
    if (move === null) return;
    event.preventDefault();
    if (move.kind === "go") onRow(move.row);
    else if (move.kind === "open") onOpen(row);
    else onClose();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot leave out the rows that are not on screen
    <div
      ref={box}
      id={LIST_ID}
      role="grid"
      aria-label="Records"
      aria-rowcount={rows}
      aria-colcount={6}
      aria-activedescendant={row >= first && row < end ? `record-row-${row}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { clientHeight, scrollTop } }) => {
        setView({ height: clientHeight, scrollTop });
        const view = { rows, height: clientHeight, scrollTop };
        if (Math.abs(scrollToRow(row, view) - scrollTop) > ROW_PX) onPassed(rowAt(view));
      }}
      className="relative max-h-[min(36rem,70vh)] overflow-y-auto overflow-x-hidden border-line border-y -outline-offset-2 [overflow-anchor:none]"
    >
      <div role="presentation" style={{ height: scrollHeight(rows) }} />
      <div
        role="presentation"
        className="absolute inset-x-0 top-0"
        style={{ transform: `translateY(${top}px)` }}
      >
        {Array.from({ length: end - first }, (_, at) => first + at).map((at) => (
          <Row
            key={at % slots}
            at={at}
            records={records}
            isChosen={at === row}
            brokenAt={brokenAt}
            onClick={() => {
              onRow(at);
              onOpen(at);
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly at: number;
  readonly records: Records;
  readonly isChosen: boolean;
  readonly brokenAt: number | undefined;
  readonly onClick: () => void;
}

function Row({ at, records, isChosen, brokenAt, onClick }: RowProps) {
  const item = records.itemOf(at);
  const seq = records.seqOf(at);
  const row = item && rowOf(item.seq, item.line);
  const isMissing = records.isMissing(at);
  const isBroken = isMissing || (seq !== undefined && seq === brokenAt);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for its rows
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and says which row is meant
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    <div
      id={`record-row-${at}`}
      role="row"
      aria-rowindex={at + 1}
      aria-selected={isChosen}
      data-seq={seq}
      onClick={onClick}
      className={`${COLUMNS} h-7 cursor-default border-line border-b ${
        isBroken ? "bg-error-soft" : isChosen ? "bg-accent-soft" : "hover:bg-surface-1"
      } ${isChosen ? "outline -outline-offset-1 outline-accent" : ""}`}
    >
      <Cell look="tabular-nums">{seq ?? ""}</Cell>
      <Cell look="text-text-muted tabular-nums max-md:hidden">{row ? clock(row.ts) : ""}</Cell>
      <Cell look="max-sm:hidden">{row?.type ?? (isMissing ? "no record" : "…")}</Cell>
      <Cell title={row?.subject}>
        <span className="text-text-muted sm:hidden">{row?.type} </span>
        <code className="text-xs">{row?.subject ?? ""}</code>
      </Cell>
      <Cell>
        {isBroken ? (
          <Verdict kind="error" word={isMissing ? "missing" : "broken"} />
        ) : (
          row?.mark && <Verdict {...row.mark} />
        )}
      </Cell>
      <Cell look="text-text-muted max-xl:hidden" title={row?.rule}>
        {row?.rule ?? ""}
      </Cell>
    </div>
  );
}

interface CellProps {
  readonly look?: string;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

function Cell({ look = "", title, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: as its row
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    <span role="gridcell" title={title} className={`truncate leading-7 ${look}`}>
      {children}
    </span>
  );
}

export function ListHead() {
  const cell = "py-1 font-medium";
  return (
    <div aria-hidden className={`${COLUMNS} border-line-strong text-text-muted text-xs`}>
      <span className={cell}>#</span>
      <span className={`${cell} max-md:hidden`}>Time</span>
      <span className={`${cell} max-sm:hidden`}>Type</span>
      <span className={cell}>Target</span>
      <span className={cell}>Verdict</span>
      <span className={`${cell} max-xl:hidden`}>Rule</span>
    </div>
  );
}
