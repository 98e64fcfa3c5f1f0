import { BUTTON, LINK } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import { inWords } from "./integrity";
import { clock } from "./moment";
import type { Item } from "./record-pages";
import { PAGE_ROWS, type RecordQuery, recordHref, sessionHref } from "./record-query";
import { rowOf } from "./record-row";

interface RecordTableProps {
  readonly sid: string;
  readonly items: readonly Item[];
  readonly next: number | null;
  readonly query: RecordQuery;
  /** The record that is known to be wrong. */
  readonly brokenAt?: number | undefined;
}

const HEAD = "border-line-strong border-b py-1 pr-3 text-left font-medium text-text-muted text-xs";
const CELL = "truncate border-line border-b pr-3";

/** A page of records as a plain table: what there is without script, and before the script has come. */
export function RecordTable({ sid, items, next, query, brokenAt }: RecordTableProps) {
  const { workspace, from } = query;
  return (
    <>
      <table className="w-full table-fixed border-collapse">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} w-18 max-sm:w-14`}>
              #
            </th>
            <th scope="col" className={`${HEAD} w-28 max-md:hidden`}>
              Time
            </th>
            <th scope="col" className={`${HEAD} w-32 max-sm:hidden`}>
              Type
            </th>
            <th scope="col" className={HEAD}>
              Target
            </th>
            <th scope="col" className={`${HEAD} w-24 max-sm:w-20`}>
              Verdict
            </th>
            <th scope="col" className={`${HEAD} w-64 max-xl:hidden`}>
              Rule
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ seq, line }) => {
            const row = rowOf(seq, line);
            const isBroken = seq === brokenAt;
            return (
              <tr key={seq} className={`h-7 ${isBroken ? "bg-error-soft" : ""}`}>
                <th scope="row" className={`${CELL} text-left font-normal tabular-nums`}>
                  <a
                    href={recordHref(sid, seq, workspace)}
                    className={`${LINK} inline-flex min-h-6 items-center`}
                  >
                    {seq}
                  </a>
                </th>
                <td className={`${CELL} text-text-muted tabular-nums max-md:hidden`}>{clock(row.ts)}</td>
                <td className={`${CELL} max-sm:hidden`}>{row.type}</td>
                <td className={CELL} title={row.subject}>
                  <span className="text-text-muted sm:hidden">{row.type} </span>
                  <code className="text-xs">{row.subject}</code>
                </td>
                <td className={CELL}>
                  {isBroken ? <Verdict kind="error" word="broken" /> : row.mark && <Verdict {...row.mark} />}
                </td>
                <td className={`${CELL} text-text-muted max-xl:hidden`} title={row.rule}>
                  {row.rule}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <nav aria-label="Pages of records" className="mt-2 flex flex-wrap items-center gap-2">
        {from > 0 && (
          <a
            href={sessionHref(sid, { ...pageOf(query), from: Math.max(0, from - PAGE_ROWS) })}
            className={BUTTON}
          >
            Previous
          </a>
        )}
        {next !== null && (
          <a href={sessionHref(sid, { ...pageOf(query), from: next })} className={BUTTON}>
            Next
          </a>
        )}
        <span className="text-text-muted tabular-nums">
          {items.length === 0
            ? "No record here"
            : `#${inWords(items[0]?.seq ?? 0)} to #${inWords(items.at(-1)?.seq ?? 0)}`}
        </span>
      </nav>
    </>
  );
}

function pageOf({ workspace, filter }: RecordQuery): Partial<RecordQuery> {
  return { ...(workspace !== undefined && { workspace }), filter };
}
