import type { SessionView } from "@/lib/audit/sync/wire";
import { EmptyState } from "../states/empty-state";
import { BUTTON, LINK, PRIMARY } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import { inWords } from "./integrity";
import { moment } from "./moment";
import { sessionHref } from "./record-query";
import { printable } from "./record-row";
import { SessionFilters } from "./session-filters";
import { type SessionQuery, sessionsHref, type WorkspaceName } from "./session-query";

interface SessionsPageProps {
  readonly workspaces: readonly WorkspaceName[];
  readonly workspaceId: string | null;
  readonly query: SessionQuery;
  readonly items: readonly SessionView[];
  readonly next: string | null;
}

/** The sessions of a workspace, the last first; filters and pages are in the address. */
export function SessionsPage({ workspaces, workspaceId, query, items, next }: SessionsPageProps) {
  const isFiltered = Object.keys(query.form).length > 0;
  if (workspaceId === null || (items.length === 0 && !isFiltered && query.cursor === undefined)) {
    return (
      <>
        {workspaces.length > 1 && (
          <SessionFilters workspaces={workspaces} workspaceId={workspaceId} query={query} />
        )}
        <EmptyState
          kind="nothing-yet"
          title="No session yet"
          actions={
            <a href={workspaceId === null ? "/" : `/w/${workspaceId}`} className={PRIMARY}>
              {workspaceId === null ? "Open an example" : "Open the workbench"}
            </a>
          }
        >
          Run an agent: what it asks for and what is decided is recorded, and shows here.
        </EmptyState>
      </>
    );
  }
  const here = { workspace: workspaceId, form: query.form };
  return (
    <>
      <SessionFilters workspaces={workspaces} workspaceId={workspaceId} query={query} />
      {items.length === 0 ? (
        <EmptyState
          kind="filtered"
          title="No session fits the filter"
          actions={
            <a href={sessionsHref({ workspace: workspaceId })} className={BUTTON}>
              Clear
            </a>
          }
        />
      ) : (
        <SessionTable items={items} workspaceId={workspaceId} />
      )}
      <nav aria-label="Pages of sessions" className="mt-3 flex gap-2">
        {query.cursor !== undefined && (
          <a href={sessionsHref(here)} className={BUTTON}>
            The latest
          </a>
        )}
        {next !== null && (
          <a href={sessionsHref({ ...here, cursor: next })} className={BUTTON}>
            Earlier
          </a>
        )}
      </nav>
    </>
  );
}

const HEAD = "border-line-strong border-b py-1.5 pr-4 text-left font-medium text-text-muted text-xs";
const CELL = "border-line border-b py-1.5 pr-4 max-md:border-0 max-md:p-0";
const STATUS = { open: "not closed", complete: "complete", interrupted: "interrupted" } as const;

function SessionTable({ items, workspaceId }: { items: readonly SessionView[]; workspaceId: string }) {
  return (
    <table className="mt-3 w-full border-collapse max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          {["Agent", "Seen since", "Driver", "Status", "Refused", "Asked", "Records", "Log"].map((name) => (
            <th key={name} scope="col" className={HEAD}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {items.map((item) => (
          <SessionRow key={item.sid} item={item} workspaceId={workspaceId} />
        ))}
      </tbody>
    </table>
  );
}

function SessionRow({ item, workspaceId }: { item: SessionView; workspaceId: string }) {
  const { sid, agent, openedBy, openedAt, driver, status, counts, size, check } = item;
  return (
    <tr className="h-9 max-md:flex max-md:h-auto max-md:flex-wrap max-md:gap-x-4 max-md:border-line max-md:border-b max-md:py-2">
      <th scope="row" className={`${CELL} text-left font-normal max-md:basis-full`}>
        <a
          href={sessionHref(sid, { workspace: workspaceId })}
          className={`${LINK} inline-flex min-h-6 items-center font-medium wrap-anywhere`}
        >
          {agent === null ? "An agent without a name" : printable(agent)}
        </a>
        <span className="ml-2 text-text-muted text-xs">by {printable(openedBy.name)}</span>
      </th>
      <td className={`${CELL} whitespace-nowrap tabular-nums`}>
        <time dateTime={openedAt}>{moment(openedAt)}</time>
      </td>
      <td className={CELL}>{printable(driver)}</td>
      <td className={CELL}>{STATUS[status]}</td>
      <td className={`${CELL} tabular-nums`}>
        {counts.deny > 0 ? (
          <Verdict kind="deny" word={`${inWords(counts.deny)} refused`} />
        ) : (
          <span className="text-text-muted">none</span>
        )}
      </td>
      <td className={`${CELL} tabular-nums`}>
        {counts.approve > 0 ? (
          <Verdict kind="approve" word={`${inWords(counts.approve)} asked`} />
        ) : (
          <span className="text-text-muted max-md:hidden">none</span>
        )}
      </td>
      <td className={`${CELL} tabular-nums`}>
        {inWords(size)} <span className="md:sr-only">records</span>
      </td>
      <td className={CELL}>
        {check === null ? (
          <span className="text-text-muted">not looked at</span>
        ) : check.code === "OK" ? (
          <span className="text-text-muted">as signed, says the server</span>
        ) : (
          <Verdict
            kind="error"
            word={
              check.seq === undefined
                ? `broken: ${check.code}`
                : `broken at ${inWords(check.seq)}: ${check.code}`
            }
          />
        )}
      </td>
    </tr>
  );
}
