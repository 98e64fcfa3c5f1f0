import { useEffect, useState } from "react";
import { EmptyState } from "../states/empty-state";
import { BUTTON, HEADING } from "../ui/classes";
import type { Where } from "./audit-client";
import { CountsStrip } from "./counts-strip";
import { type IntegrityState, inWords } from "./integrity";
import { RecordFilterForm } from "./record-filter-form";
import { LIST_ID, ListHead, RecordList } from "./record-list";
import { RecordPanel } from "./record-panel";
import { isFiltered, type RecordQuery, sessionHref } from "./record-query";
import { RecordTable } from "./record-table";
import type { FirstPage, SessionData } from "./session-data";
import { useRecordPlace } from "./use-record-place";
import { type Records, useRecords } from "./use-records";

interface RecordsSectionProps {
  readonly data: SessionData;
  readonly where: Where;
  readonly first: FirstPage;
  readonly initial: RecordQuery;
  readonly states: readonly IntegrityState[];
  readonly broken: { readonly seq: number; readonly code: string } | undefined;
  readonly keys: readonly string[];
}

/** The records: a plain table by the server, and with script a list of all of them with one open beside it. */
export function RecordsSection({ data, where, first, initial, states, broken, keys }: RecordsSectionProps) {
  const { session } = data;
  const { sid, workspaceId } = where;
  const place = useRecordPlace(sid, initial);
  const { query } = place;
  const records = useRecords(where, session.size, query.filter);
  const [hasScript, setScript] = useState(false);
  useEffect(() => setScript(true), []);
  const hrefOf = (filter: RecordQuery["filter"]) => sessionHref(sid, { workspace: workspaceId, filter });
  const isEmpty = hasScript
    ? records.rows === 0 && records.searchedTo === null
    : first.items.length === 0 && first.next === null;
  return (
    <section aria-labelledby="records" className="space-y-2">
      <h2 id="records" className={HEADING}>
        Records
      </h2>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <CountsStrip
          counts={session.counts}
          size={session.size}
          filter={query.filter}
          hrefOf={hrefOf}
          onFilter={place.filterBy}
        />
        <RecordFilterForm
          sid={sid}
          workspaceId={workspaceId}
          filter={query.filter}
          types={Object.keys(session.types).sort()}
          onFilter={place.filterBy}
        />
      </div>
      {hasScript && isFiltered(query.filter) && <Search records={records} size={session.size} />}
      {isEmpty ? (
        <Nothing
          filtered={isFiltered(query.filter)}
          clearHref={hrefOf({})}
          onClear={() => place.filterBy({})}
        />
      ) : hasScript ? (
        <Live
          place={place}
          records={records}
          where={where}
          states={states}
          spec={data.spec}
          broken={broken}
          keys={keys}
        />
      ) : (
        <RecordTable sid={sid} items={first.items} next={first.next} query={query} brokenAt={broken?.seq} />
      )}
    </section>
  );
}

interface LiveProps extends Pick<RecordsSectionProps, "where" | "states" | "broken" | "keys"> {
  readonly place: ReturnType<typeof useRecordPlace>;
  readonly records: Records;
  readonly spec: string | null;
}

function Live({ place, records, where, states, spec, broken, keys }: LiveProps) {
  const { query } = place;
  // Who has chosen no record is shown the one that is wrong.
  const row = Math.max(0, records.rowOf(query.at ?? broken?.seq ?? 0) ?? 0);
  const seq = records.seqOf(row);
  const close = () => {
    place.close();
    document.getElementById(LIST_ID)?.focus();
  };
  const choose = (to: number) => {
    const seq = records.seqOf(to);
    if (seq !== undefined) place.choose(seq);
  };
  const isOpen = query.isOpen && seq !== undefined;
  return (
    <div className={isOpen ? "grid gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_26rem]" : ""}>
      <div className="min-w-0">
        <ListHead />
        <RecordList
          records={records}
          row={row}
          brokenAt={broken?.seq}
          onRow={choose}
          onPassed={(to) => query.isOpen || choose(to)}
          onOpen={(to) => {
            const seq = records.seqOf(to);
            if (seq !== undefined) place.open(seq);
          }}
          onClose={close}
        />
        {records.hasFailed && (
          <EmptyState
            kind="failed"
            title="Some records could not be loaded"
            actions={
              <button type="button" className={BUTTON} onClick={records.retry}>
                Retry
              </button>
            }
          />
        )}
      </div>
      {isOpen && (
        <RecordPanel
          seq={seq}
          item={records.itemOf(row)}
          onClose={close}
          {...{ where, states, spec, broken, keys }}
        />
      )}
    </div>
  );
}

/** How far a search has looked: it may go on for a while through a long log. */
function Search({ records: { rows, searchedTo }, size }: { records: Records; size: number }) {
  return (
    <p role="status" className="text-text-muted tabular-nums">
      {inWords(rows)} found
      {searchedTo !== null && `, looked through ${inWords(Math.min(searchedTo, size))} of ${inWords(size)}`}
    </p>
  );
}

function Nothing({
  filtered,
  clearHref,
  onClear,
}: {
  filtered: boolean;
  clearHref: string;
  onClear: () => void;
}) {
  if (!filtered) return <EmptyState kind="nothing-yet" title="No records here" />;
  return (
    <EmptyState
      kind="filtered"
      title="No record fits the filter"
      actions={
        <a
          href={clearHref}
          onClick={(event) => {
            event.preventDefault();
            onClear();
          }}
          className={BUTTON}
        >
          Clear
        </a>
      }
    />
  );
}
